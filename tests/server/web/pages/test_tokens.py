"""Is a token shown once, never may more than its owner, and void when made so?"""

import pytest

from duly.server.platform.models import ApiToken
from duly.server.platform.tokens import actor_by_token


def given(**more):
    return {"name": "nightly", "days": "30", "scopes": ["see_book"]} | more


def test_a_token_is_shown_once_and_works(fresh_desk):
    page = fresh_desk.post("/settings/tokens/new", given())
    text = page.context["made"].text
    assert text in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert actor_by_token(text).token.name == "nightly"
    assert text not in fresh_desk.get("/settings/tokens").text


def test_a_token_made_void_opens_nothing(fresh_desk):
    text = fresh_desk.post("/settings/tokens/new", given()).context["made"].text
    fresh_desk.post(f"/settings/tokens/{ApiToken.objects.get().pk}/revoke")
    assert actor_by_token(text) is None


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["fly"]}, {"name": ""}, {"days": "1000"}]
)
def test_what_cannot_be_is_refused(fresh_desk, wrong):
    assert fresh_desk.post("/settings/tokens/new", given(**wrong)).status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_gives_a_token_more_than_they_may(desk_of):
    collector = desk_of("collector")
    answer = collector.post("/settings/tokens/new", given(scopes=["manage_users"]))
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_another_s_token_is_neither_seen_nor_made_void(desk_of, fresh_desk):
    fresh_desk.post("/settings/tokens/new", given())
    collector = desk_of("collector")
    assert "nightly" not in collector.get("/settings/tokens").text
    address = f"/settings/tokens/{ApiToken.objects.get().pk}/revoke"
    assert collector.post(address).status_code == 404
