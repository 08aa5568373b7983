"""S1: who is let in by which route? Compared with a table that people reviewed."""

import pytest
from tests.server.security.routes import (
    OPEN,
    SIGNED_IN,
    TABLE,
    acts_of,
    expected_of_page,
    operations,
    pages,
)

from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act
from duly.server.platform.tokens import make_token

pytestmark = pytest.mark.django_db
REFUSED, NOT_SO = 403, 405


def call(client, method, address, **headers):
    """The status; a way to the sign-in page counts as 401."""
    client.raise_request_exception = False
    body = {"data": "{}", "content_type": "application/json"} if "api" in address else {}
    answer = client.generic(method, address, **body, headers=headers)
    is_to_sign_in = answer.status_code == 302 and "/sign-in/login" in answer.url
    return 401 if is_to_sign_in else answer.status_code


def statuses(client, route, **headers):
    return {call(client, method, route.address, **headers) for method in route.methods}


def is_let_in(found):
    return not found & {401, REFUSED} and max(found) < 500


def is_kept_out(found, by):
    return by in found and found <= {by, NOT_SO}


def faults(client, routes, wrong):
    """The routes that answer otherwise than the table says, and how."""
    found = {route.name: statuses(client, route) for route in routes}
    return {name: found[name] for name in (r.name for r in routes if wrong(r, found[r.name]))}


def test_every_route_stands_in_the_reviewed_table():
    known = {route.name: route.demanded for route in [*pages(), *operations()]}
    assert sorted(name for name, demanded in known.items() if demanded is None) == []


def test_the_table_holds_no_route_that_is_gone():
    there = {route.name for route in [*pages(), *operations()]}
    listed = {name for part in TABLE["routes"].values() for name in part} | set(TABLE["operations"])
    assert sorted(listed - there) == []


def test_every_role_and_act_stands_in_the_table():
    assert set(TABLE["roles"]) == {role.value for role in Role}
    assert acts_of("administrator") == {act.value for act in Act}


def test_a_visitor_is_sent_to_sign_in(client):
    def wrong(route, found):
        if route.demanded == OPEN:
            return max(found) >= 500
        return not is_kept_out(found, by=401)

    assert faults(client, [*pages(), *operations()], wrong) == {}


def test_somebody_who_left_is_a_visitor(client, person):
    user = person(Role.ADMINISTRATOR)
    client.force_login(user)
    user.is_active = False
    user.save()
    inside = [route for route in pages() if route.demanded not in {OPEN, SIGNED_IN}]
    assert faults(client, inside, lambda _, found: not is_kept_out(found, by=401)) == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_in_where_the_table_says(client, person, role):
    trusted = acts_of(role) | {OPEN, SIGNED_IN}
    client.force_login(person(role))

    def wrong(route, found):
        if route.demanded in trusted:
            return route.demanded not in {OPEN, SIGNED_IN} and not is_let_in(found)
        return not is_kept_out(found, by=REFUSED)

    kept_in = [route for route in [*pages(), *operations()] if route.name != "account_logout"]
    assert faults(client, kept_in, wrong) == {}


@pytest.mark.parametrize("act", list(Act))
def test_a_token_opens_what_its_scope_says_and_nothing_else(client, actor, act):
    text = make_token(actor=actor, name=act, scopes=[act]).text
    bearer = {"Authorization": f"Bearer {text}"}
    found = {route: statuses(client, route, **bearer) for route in operations()}
    wrong = {
        route.name: answers
        for route, answers in found.items()
        if is_let_in(answers) != (route.demanded == act)
        or (route.demanded != act and not is_kept_out(answers, by=REFUSED))
    }
    assert wrong == {}


def test_a_token_opens_no_page(client, actor):
    text = make_token(actor=actor, name="all", scopes=list(Act)).text
    bearer = {"Authorization": f"Bearer {text}"}
    inside = [route for route in pages() if expected_of_page(route.name) not in {OPEN, SIGNED_IN}]
    let_in = [route.name for route in inside if is_let_in(statuses(client, route, **bearer))]
    assert let_in == []
