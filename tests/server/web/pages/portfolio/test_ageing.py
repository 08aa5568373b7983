"""Is the ageing that of the day, the buckets and the split asked for?"""

import pytest

from duly.server.platform.models.access import Role


@pytest.mark.parametrize(
    "split", ["currency", "entity", "portfolio", "account", "segment", "grade"]
)
def test_every_split_is_shown(desk, book, split):
    response = desk.get(f"/portfolio?by={split}")
    assert response.status_code == 200
    assert response.context["ageing"].rows


@pytest.mark.parametrize("split", ["currency", "entity", "account"])
def test_whatever_the_split_the_whole_is_the_same(desk, book, split):
    whole = desk.get("/portfolio").context["ageing"].whole
    assert desk.get(f"/portfolio?by={split}").context["ageing"].whole == whole


def test_other_buckets_keep_every_cent(desk, book):
    asked = desk.get("/portfolio?buckets=5,10,15").context["ageing"]
    usual = desk.get("/portfolio").context["ageing"]
    assert len(asked.buckets) == 5
    assert sum(asked.whole.buckets_units) == sum(usual.whole.buckets_units)


REMARKS = [
    ("buckets=60,30", "rising numbers of days"),
    ("buckets=x", "rising numbers of days"),
    ("on=2020-01-01", "No figures were kept that early"),
    ("by=account&buckets=5", "in the buckets of the policy only"),
]


@pytest.mark.parametrize(("query", "said"), REMARKS)
def test_what_cannot_be_shown_is_said(desk, book, query, said):
    assert said in desk.get(f"/portfolio?{query}").text


def test_an_earlier_day_shows_its_own_figures(desk, book):
    assert "on 19 Nov 2026" in desk.get("/portfolio?on=2026-11-19").text


def test_the_ageing_ties_to_the_open_items(desk, book):
    tie = desk.get("/portfolio?tie=1").context["tie"]
    assert [row["difference_units"] for row in tie] == [0, 0]


def test_a_part_of_the_book_is_not_tied_to_all_items(client, person, book):
    client.force_login(person(Role.VIEWER, entities=["DE01"]))
    assert client.get("/portfolio?tie=1").context["tie"] is None


def test_the_file_holds_every_row(desk, book):
    lines = b"".join(desk.get("/export/ageing.csv?by=account")).decode("utf-8-sig").splitlines()
    assert len(lines) == 14


def test_before_the_first_day_there_is_nothing_to_show(desk, db):
    for view in ("", "/concentration", "/grades", "/metrics"):
        assert "No day has been run yet" in desk.get(f"/portfolio{view}").text
