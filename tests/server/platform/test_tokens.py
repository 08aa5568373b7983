from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from duly.server.platform import clock
from duly.server.platform.audit.verify import verify
from duly.server.platform.models import ApiToken, Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, actor_of, acts_of
from duly.server.platform.tokens import actor_by_token, make_token, revoke_token

SEE = [Act.SEE_BOOK]


@pytest.fixture
def clerk(person):
    return actor_of(person(Role.CASH_CLERK))


def make(actor, **given):
    return make_token(actor=actor, **{"name": "till", "scopes": SEE} | given)


def test_who_has_the_text_calls_for_its_owner(clerk):
    caller = actor_by_token(make(clerk).text)
    assert (caller.user, acts_of(caller)) == (clerk.user, {Act.SEE_BOOK})


def test_the_text_is_kept_nowhere(clerk):
    token, text = make(clerk)
    secret = text.split("_", 2)[2]
    assert text.startswith(f"duly_{token.prefix}_")
    kept = [*ApiToken.objects.values_list(), *Event.objects.values_list()]
    assert secret not in str(kept)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x" + t, lambda t: t.upper()]
)
def test_another_text_is_nobodys(clerk, change):
    assert actor_by_token(change(make(clerk).text)) is None


@pytest.mark.parametrize("text", ["", "duly", "duly_", "duly__", "duly_ü_x", "duly_\ud800_x", "\0"])
@pytest.mark.django_db
def test_a_text_that_is_no_token_is_nobodys(text):
    assert actor_by_token(text) is None


def test_a_token_that_was_revoked_lets_nobody_in(clerk):
    token, text = make(clerk)
    revoke_token(actor=clerk, token=token)
    assert actor_by_token(text) is None
    with pytest.raises(Refused):
        revoke_token(actor=clerk, token=token)


def test_a_token_ends_on_its_day(clerk):
    text = make(clerk, expires_at=clock.now() + timedelta(days=1)).text
    assert actor_by_token(text) is not None
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert actor_by_token(text) is None


def test_the_token_of_somebody_who_left_lets_nobody_in(clerk):
    text = make(clerk).text
    clerk.user.is_active = False
    clerk.user.save()
    assert actor_by_token(text) is None


def test_a_token_may_not_do_what_its_maker_may_not(clerk):
    with pytest.raises(PermissionDenied):
        make(clerk, scopes=[Act.SEE_BOOK, Act.MANAGE_USERS])


def test_a_token_made_by_a_token_may_not_do_more_than_it(clerk):
    narrow = actor_by_token(make(clerk, scopes=[Act.SEE_BOOK, Act.OWN_TOKENS]).text)
    with pytest.raises(PermissionDenied):
        make(narrow, scopes=[Act.ALLOCATE])


def test_a_token_for_another_is_made_by_who_manages_users(actor, person, clerk):
    program = person(Role.API_CLIENT)
    assert actor_by_token(make(actor, owner=program).text).user == program
    with pytest.raises(PermissionDenied):
        make(clerk, owner=program)


def test_a_token_for_another_may_not_do_what_they_may_not(actor, person):
    with pytest.raises(PermissionDenied):
        make(actor, owner=person(Role.API_CLIENT), scopes=[Act.MANAGE_USERS])


def test_who_may_have_no_tokens_makes_none(person):
    with pytest.raises(PermissionDenied):
        make(actor_of(person(Role.VIEWER)))


def test_a_token_without_scopes_is_refused(clerk):
    with pytest.raises(Refused):
        make(clerk, scopes=[])


def test_the_token_of_another_is_not_ones_to_revoke(clerk, person):
    with pytest.raises(PermissionDenied):
        revoke_token(actor=actor_of(person(Role.COLLECTOR)), token=make(clerk).token)


def test_the_use_is_noted_once_an_hour(clerk):
    token, text = make(clerk)
    for minutes in (0, 30, 61):
        with clock.stopped(clock.now() + timedelta(minutes=minutes)):
            actor_by_token(text)
    token.refresh_from_db()
    assert token.last_used_at > clock.now() + timedelta(minutes=60)
    assert verify().holds
