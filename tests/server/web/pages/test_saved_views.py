"""Can somebody keep a filter under a name, and nobody else's?"""

import pytest

from duly.server.platform.models import SavedView
from duly.server.web.pages.saved_views import MOST_VIEWS

SAVE = {"page": "customers", "name": "Large", "query": "sort=open&grade=&only=overdue&after=x"}


def test_a_view_is_kept_without_its_cursor_and_shown_as_a_tab(desk, book):
    response = desk.post("/views/save", SAVE)
    assert response.url == "/customers?only=overdue&sort=open"
    assert "Large" in desk.get(response.url).text


def test_the_same_name_is_written_over(desk, book):
    desk.post("/views/save", SAVE)
    desk.post("/views/save", {**SAVE, "query": "grade=E"})
    assert list(SavedView.objects.values_list("query", flat=True)) == ["grade=E"]


@pytest.mark.parametrize("wrong", [{"page": "audit"}, {"name": " "}, {"name": "x" * 61}])
def test_a_view_of_no_page_or_name_is_refused(desk, db, wrong):
    assert desk.post("/views/save", {**SAVE, **wrong}).status_code == 400
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_keeping(desk, book):
    for number in range(MOST_VIEWS + 1):
        desk.post("/views/save", {**SAVE, "name": str(number)})
    assert SavedView.objects.count() == MOST_VIEWS


def test_nobody_forgets_the_view_of_another(desk, client, person, book):
    desk.post("/views/save", SAVE)
    client.force_login(person("viewer"))
    client.post("/views/forget", {"page": "customers", "name": "Large"})
    assert SavedView.objects.count() == 1


def test_a_view_is_forgotten(desk, book):
    desk.post("/views/save", SAVE)
    assert desk.post("/views/forget", {"page": "customers", "name": "Large"}).url == "/customers"
    assert not SavedView.objects.exists()
