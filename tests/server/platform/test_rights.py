import pytest
from django.core.exceptions import PermissionDenied

from duly.server.platform.models import ApiToken
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act, actor_of, acts_of, demand, may

WRITING = set(Act) - {Act.SEE_BOOK, Act.EXPORT, Act.SEE_AUDIT}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_who_only_looks_may_change_nothing(person, role):
    assert acts_of(actor_of(person(role))) & WRITING == set()


def test_the_administrator_may_do_everything(actor):
    assert acts_of(actor) == set(Act)


def test_who_left_may_do_nothing(person):
    assert acts_of(actor_of(person(Role.ADMINISTRATOR, is_active=False))) == set()


def test_a_token_narrows_what_its_owner_may_do(person):
    token = ApiToken(scopes=[Act.SEE_BOOK, Act.MANAGE_USERS])
    assert acts_of(actor_of(person(Role.COLLECTOR), token)) == {Act.SEE_BOOK}


def test_a_demand_that_is_met_says_nothing(actor):
    demand(actor, Act.IMPORT)


def test_a_demand_that_is_not_met_is_refused(person):
    with pytest.raises(PermissionDenied):
        demand(actor_of(person(Role.VIEWER)), Act.IMPORT)


def test_a_scope_without_limits_is_the_whole_book(person):
    assert actor_of(person(Role.VIEWER)).scope.is_whole
    assert not actor_of(person(Role.VIEWER, entities=["DE01"])).scope.is_whole


def test_only_the_approver_and_the_administrator_approve(person):
    approving = {role for role in Role if may(actor_of(person(role)), Act.APPROVE)}
    assert approving == {Role.APPROVER, Role.ADMINISTRATOR}
