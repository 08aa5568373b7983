import pytest
from django.core.exceptions import PermissionDenied

from duly.server.platform.approvals import decide
from duly.server.platform.models import Event, PersonalDatum, User
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of
from duly.server.platform.users import (
    Standing,
    change,
    deactivate,
    invitation_path,
    invite,
    standing_of,
)


def make(actor, role=Role.COLLECTOR, **given):
    named = {"username": "ann", "email": "ann@example.org"} | given
    return invite(actor=actor, standing=Standing(role, ("DE01",)), **named)


def test_somebody_invited_has_a_role_and_no_password_yet(actor):
    user, asked = make(actor)
    assert (user.role, user.entities, asked) == (Role.COLLECTOR, ["DE01"], None)
    assert not user.has_usable_password()


def test_the_log_tells_of_the_invitation_without_a_name(actor):
    make(actor)
    event = Event.objects.get(kind="user.made")
    assert "ann" not in event.facts
    assert PersonalDatum.objects.get(event=event, field="name").value == "ann"


def test_an_invitation_lets_a_password_be_chosen(actor, client):
    page = client.get(invitation_path(make(actor)[0]), follow=True)
    assert page.status_code == 200


def test_who_does_not_manage_users_invites_nobody(person):
    with pytest.raises(PermissionDenied):
        make(actor_of(person(Role.APPROVER)))
    assert not User.objects.filter(username="ann").exists()


@pytest.mark.parametrize(
    "given",
    [
        {"username": "ANN", "email": ""},
        {"username": "bob", "email": "Ann@example.org"},
        {"username": "a b", "email": ""},
        {"username": "", "email": ""},
        {"username": "bob", "email": "nowhere"},
        {"username": "bob", "email": "", "password": "short"},
    ],
)
def test_who_is_there_already_or_is_not_valid_is_refused(actor, given):
    make(actor)
    with pytest.raises(Refused):
        make(actor, **given)
    assert User.objects.count() == 2


def test_the_first_administrator_makes_the_second_alone(actor):
    user, asked = make(actor, Role.ADMINISTRATOR)
    assert (user.role, asked) == (Role.ADMINISTRATOR, None)


def test_a_third_one_takes_the_second_pair_of_eyes(actor, person):
    second = actor_of(person(Role.APPROVER))
    user, asked = make(actor, Role.ADMINISTRATOR)
    assert user.role == Role.VIEWER
    decide(actor=second, approval=asked, approve=True, reason="")
    user.refresh_from_db()
    assert (user.role, user.entities) == (Role.ADMINISTRATOR, ["DE01"])


def test_raising_somebody_waits_for_the_second_pair_of_eyes(actor, person):
    person(Role.APPROVER)
    user = person(Role.COLLECTOR)
    assert change(actor=actor, user=user, standing=Standing(Role.APPROVER)) is not None
    assert User.objects.get(pk=user.pk).role == Role.COLLECTOR


def test_an_ordinary_change_is_made_at_once(actor, person):
    person(Role.APPROVER)
    user = person(Role.COLLECTOR)
    assert change(actor=actor, user=user, standing=Standing(Role.CASH_CLERK, ("FR01",))) is None
    assert standing_of(User.objects.get(pk=user.pk)) == Standing(Role.CASH_CLERK, ("FR01",))


def test_no_change_is_no_event(actor, person):
    user = person(Role.COLLECTOR)
    assert change(actor=actor, user=user, standing=standing_of(user)) is None
    assert not Event.objects.exists()


@pytest.mark.parametrize("less", [Standing(Role.VIEWER), Standing(Role.APPROVER, is_active=False)])
def test_nobody_removes_the_second_pair_of_eyes_alone(actor, person, less):
    second = person(Role.APPROVER)
    assert change(actor=actor, user=second, standing=less) is not None
    assert standing_of(User.objects.get(pk=second.pk)) == Standing(Role.APPROVER)


def test_the_last_administrator_stays(actor, administrator):
    for act in (
        lambda: deactivate(actor=actor, user=administrator),
        lambda: change(actor=None, user=administrator, standing=Standing(Role.VIEWER)),
    ):
        with pytest.raises(Refused, match="last_administrator"):
            act()
    assert standing_of(User.objects.get(pk=administrator.pk)) == Standing(Role.ADMINISTRATOR)


def test_who_left_is_signed_out_at_once(actor, person, client):
    user = person(Role.COLLECTOR)
    client.force_login(user)
    deactivate(actor=actor, user=user)
    assert not client.get("/sign-in/login/").wsgi_request.user.is_authenticated
    assert Event.objects.get().kind == "user.deactivated"


def test_whoever_runs_the_server_needs_nobody(person):
    user = person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR)
    assert change(actor=None, user=user, standing=Standing(Role.VIEWER)) is None
    assert User.objects.get(pk=user.pk).role == Role.VIEWER
