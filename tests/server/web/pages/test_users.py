"""Are users invited and changed through the page, and powerful roles only by two?"""

import pytest

from duly.server.platform.models import Approval, User


def given(**more):
    return {"username": "new", "email": "new@example.org", "role": "collector"} | more


def test_somebody_invited_gets_an_address_to_choose_a_password_under(fresh_desk):
    page = fresh_desk.post("/settings/users/invite", given())
    assert User.objects.get(username="new").role == "collector"
    address = page.context["address"].removeprefix("http://testserver")
    assert fresh_desk.get(address).status_code in {200, 302}


def test_a_role_that_approves_waits_for_a_second_person(fresh_desk, person):
    person("approver")
    fresh_desk.post("/settings/users/invite", given(role="approver"))
    assert User.objects.get(username="new").role == "viewer"
    assert Approval.objects.get().kind == "user.change"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"username": ""}, 422),
        ({"email": "nobody"}, 422),
        ({"role": "king"}, 422),
        ({"entities": ["XX"]}, 422),
        ({"username": "a b\x00/"}, 422),
        ({"username": "Administrator1"}, 409),
    ],
)
def test_what_cannot_be_is_refused(fresh_desk, wrong, status):
    before = User.objects.count()
    assert fresh_desk.post("/settings/users/invite", given(**wrong)).status_code == status
    assert User.objects.count() == before


def test_a_part_of_the_book_is_given(fresh_desk, person, book):
    somebody = person("collector")
    change = {"role": "collector", "entities": ["DE01"], "portfolios": ["south"]}
    fresh_desk.post(f"/settings/users/{somebody.pk}/change", change)
    somebody.refresh_from_db()
    assert (somebody.entities, somebody.portfolios) == (["DE01"], ["south"])


def test_somebody_is_let_in_no_more_and_again(fresh_desk, person):
    somebody = person("viewer")
    for switch, is_active in (("off", False), ("on", True)):
        change = {"role": "viewer", "switch": switch}
        fresh_desk.post(f"/settings/users/{somebody.pk}/change", change)
        somebody.refresh_from_db()
        assert somebody.is_active is is_active


def test_the_last_administrator_stays(fresh_desk, administrator):
    change = {"role": "viewer"}
    answer = fresh_desk.post(f"/settings/users/{administrator.pk}/change", change)
    assert answer.status_code == 409
    assert "last administrator" in answer.text


def test_without_the_password_given_again_nothing_is_changed(desk):
    answer = desk.post("/settings/users/invite", given())
    assert "/reauthenticate/" in answer.url
    assert not User.objects.filter(username="new").exists()
