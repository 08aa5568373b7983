"""Who is let in: a token, a session; and who is not?"""

from datetime import timedelta

import pytest
from tests.server.api.conftest import Program

from duly.server.platform import clock
from duly.server.platform.models import ApiToken
from duly.server.platform.rights import Act
from duly.server.platform.tokens import make_token


def test_a_token_lets_in(api):
    assert api.get("accounts").status_code == 200


def test_a_session_lets_in(desk):
    assert desk.get("/api/v1/accounts").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": clock.now()},
        {"expires_at": clock.now() - timedelta(seconds=1)},
        {"digest": "0" * 64},
    ],
)
def test_a_void_token_does_not(api, change):
    ApiToken.objects.update(**change)
    assert api.get("accounts").status_code == 401


def test_a_token_of_somebody_who_left_does_not(api, administrator):
    administrator.is_active = False
    administrator.save()
    assert api.get("accounts").status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer \u00e4"]
)
def test_another_header_does_not(db, header):
    program = Program()
    program.headers = {"Authorization": header}
    assert program.get("accounts").status_code == 401


def test_a_token_does_what_its_scopes_say_and_no_more(actor):
    made = make_token(actor=actor, name="t", scopes=[Act.SEE_BOOK])
    program = Program(made.text)
    assert program.get("accounts").status_code == 200
    assert program.get("events").status_code == 403
    assert program.post("days").status_code == 403


def test_a_token_sees_the_part_of_the_book_its_owner_sees(person, program, customer):
    customer("N", portfolio="north")
    customer("S", portfolio="south")
    north = program(person("collector", portfolios=["north"]))
    shown = [row["account_id"] for row in north.get("accounts").json()["items"]]
    assert shown == ["N"]
    assert north.get("accounts/S").status_code == 404
