"""Does the first page lead in, say how things stand, and say as of when?"""

from django.urls import reverse

from duly.server.platform.models.access import Role


def test_an_empty_book_leads_to_the_import_in_one_click(desk):
    text = desk.get("/").text
    assert "Begin with your open items" in text
    assert f'href="{reverse("imports")}"' in text


def test_who_may_not_import_is_told_whom_to_ask(client, person):
    client.force_login(person(Role.VIEWER))
    text = client.get("/").text
    assert "Your role may not import" in text
    assert f'href="{reverse("imports")}"' not in text


def test_the_figures_say_as_of_when(desk, book):
    text = desk.get("/").text
    assert "as of 20 Nov 2026" in text
    assert "51.5 days" in text


def test_what_has_no_rate_is_told(desk, book):
    assert "12" in desk.get("/").text
    assert "have no exchange rate" in desk.get("/").text


def test_somebody_with_a_part_sees_nothing_of_the_rest(client, person, book):
    client.force_login(person(Role.COLLECTOR, portfolios=["south"]))
    text = client.get("/").text
    assert "Customer 01" not in text
    assert "Customer 08" in text or "Nobody has to be called" in text


def test_nothing_to_call_is_said(desk, book):
    book.work.all().delete()
    assert "Nobody has to be called" in desk.get("/").text
