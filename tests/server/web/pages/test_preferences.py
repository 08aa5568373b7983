"""Does a choice of colours or language stay, and lead back to where it was made?"""

import pytest


def test_a_theme_is_kept_for_the_person_and_the_device(desk, administrator):
    response = desk.post("/preferences", {"theme": "dark", "next": "/customers?q=a"})
    administrator.refresh_from_db()
    assert (administrator.theme, response.url) == ("dark", "/customers?q=a")
    assert response.cookies["duly-theme"].value == "dark"


def test_a_language_is_kept(desk, administrator):
    desk.post("/preferences", {"language": "de"})
    administrator.refresh_from_db()
    assert administrator.language == "de"


@pytest.mark.parametrize("given", [{}, {"theme": "pink"}, {"language": "xx"}])
def test_a_choice_that_is_none_changes_nothing(desk, administrator, given):
    assert desk.post("/preferences", given).status_code == 400
    administrator.refresh_from_db()
    assert (administrator.theme, administrator.language) == ("auto", "en")


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example", "//elsewhere.example", "\\\\e", "x"]
)
def test_nobody_is_sent_elsewhere(desk, target):
    assert desk.post("/preferences", {"theme": "light", "next": target}).url == "/"


def test_looking_is_not_choosing(desk):
    assert desk.get("/preferences").status_code == 405
