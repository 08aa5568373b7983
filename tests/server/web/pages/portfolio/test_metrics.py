"""Does every metric say how it is calculated, and why it is not known?"""

from duly.server.platform.models.access import Role


def test_a_metric_stands_with_its_definition(desk, book):
    text = desk.get("/portfolio/metrics").text
    assert "51.5 days" in text
    assert "How many days of sales are waiting to be paid" in text


def test_what_is_not_known_says_why(desk, book):
    assert "There were no credit sales in the period." in desk.get("/portfolio/metrics").text


def test_a_part_of_the_book_has_no_metrics(client, person, book):
    client.force_login(person(Role.VIEWER, portfolios=["south"]))
    assert "Not known for a part of the book" in client.get("/portfolio/metrics").text
