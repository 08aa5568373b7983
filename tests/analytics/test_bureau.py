from datetime import date, timedelta

import pytest
from tests.books import AS_OF, book_of, rows

from duly.analytics.bureau import newest_reports


def report(bureau: str = "Alpha", *, on: date = AS_OF, **facts: object) -> dict:
    row = {"account_id": "A", "bureau": bureau, "received_on": on}
    return row | {"score": 30.0, "score_min": 0.0, "score_max": 100.0} | facts


def newest(*reports: dict) -> list[dict]:
    return rows(newest_reports(book_of({"reports": list(reports)}), as_of=AS_OF))


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def test_the_newest_report_of_an_account_is_taken():
    (row,) = newest(report(on=ago(30), score=90.0), report(on=ago(3)), report(on=ago(60)))
    assert (row["received_on"], row["bureau_standing"]) == (ago(3), pytest.approx(0.3))


def test_of_one_day_the_first_bureau_by_the_alphabet_is_taken():
    assert newest(report("Beta", score=90.0), report("Alpha"))[0]["bureau"] == "Alpha"


@pytest.mark.parametrize("day", [ago(730), ago(-1)], ids=["two years old", "of tomorrow"])
def test_a_report_that_is_too_old_or_not_known_yet_is_not(day):
    assert newest(report(on=day)) == []
    assert newest(report(on=ago(729))) != []


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"score": 150.0}, 1.0),
        ({"score": -5.0}, 0.0),
        ({"score_max": 0.0}, None),
        ({"score_min": None}, None),
        ({"score": None}, None),
    ],
    ids=["above its scale", "below it", "no width", "no scale", "no score"],
)
def test_a_standing_lies_on_the_bureaus_own_scale(facts, standing):
    assert newest(report(**facts))[0]["bureau_standing"] == standing
