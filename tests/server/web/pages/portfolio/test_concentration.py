"""Is it told on whom the money hangs, and only to who may see the whole?"""

from duly.server.platform.models.access import Role


def test_customers_are_named_and_the_unstated_is_said(desk, book):
    text = desk.get("/portfolio/concentration").text
    assert "Customer 01" in text
    assert "Germany" in text
    assert "not stated" in text


def test_a_part_of_the_book_has_no_concentration(client, person, book):
    client.force_login(person(Role.VIEWER, portfolios=["south"]))
    text = client.get("/portfolio/concentration").text
    assert "Not known for a part of the book" in text
    assert "Customer 01" not in text
