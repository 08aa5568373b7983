"""A stranger has an export of receivables and has just installed Duly. What do they get?"""

import re
from pathlib import Path

import pytest
from tests.stories.commands import answer, duly

# One worker walks the whole journey: its steps follow each other.
pytestmark = pytest.mark.xdist_group("new_user")

PROMISED = {
    "as_of", "mapping", "rows", "accounts", "invoices", "paid", "open_units", "overdue_units",
    "ageing", "dso_days", "disputed", "grades", "warnings", "quality",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder with an export in it, as it came out of somebody's ledger."""
    desk = tmp_path_factory.mktemp("desk")
    made = duly(
        desk, "generate", "theirs", "--invoices", "2000", "--as-of", "2026-10-31",
        "--export", "export.csv",
    )  # fmt: skip
    assert made.code == 0, made.complained
    return desk


@pytest.fixture(scope="module")
def xray(desk: Path) -> dict:
    return answer(desk, "xray", "export.csv", "--html", "report.html")


@pytest.fixture(scope="module")
def ageing_of_import(desk: Path, xray: dict) -> list[dict]:
    imported = duly(desk, "import", "export.csv", "book", "--as-of", xray["as_of"])
    assert imported.code == 0, imported.complained
    return answer(desk, "ageing", "book", "--as-of", xray["as_of"])["rows"]


@pytest.fixture(scope="module")
def calls(desk: Path, ageing_of_import: list[dict]) -> list[dict]:
    return answer(desk, "worklist", "book")["rows"]


def test_the_summary_holds_all_that_was_promised(xray):
    assert set(xray) >= PROMISED


def test_every_row_and_every_unit_is_accounted_for(xray):
    rows = xray["rows"]
    assert rows["read"] == rows["accepted"] + rows["set_aside"] == 2000
    for money in xray["money"]:
        assert money["read_units"] == money["accepted_units"] + money["set_aside_units"]


def test_the_ageing_adds_up_to_what_is_open(xray):
    for currency, units in xray["open_units"].items():
        buckets = [row for row in xray["ageing"] if row["currency"] == currency]
        assert sum(row["units"] for row in buckets if row["bucket"] != "unapplied") == units


def test_every_account_has_a_grade_or_is_named_not_rated(xray):
    assert sum(xray["grades"].values()) == xray["accounts"]


def test_the_report_is_one_file_that_fetches_nothing(desk, xray):
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", page) == []


def test_what_is_imported_is_owed_as_the_export_said(ageing_of_import, xray):
    owed = {row["currency"]: row["open_units"] for row in ageing_of_import}
    assert owed == xray["open_units"]


def test_the_call_list_gives_a_reason_for_every_call(calls):
    assert calls
    assert all(call["reasons"] for call in calls)


def test_the_first_account_to_call_can_be_explained(desk, calls):
    explained = duly(desk, "explain", "book", calls[0]["account_id"])
    assert explained.code == 0, explained.complained
    assert calls[0]["name"] in explained.said


def test_their_own_policy_can_be_written_and_checked(desk):
    shown = duly(desk, "policy", "show")
    (desk / "ours.toml").write_text(shown.said, encoding="utf-8")
    assert duly(desk, "policy", "check", "ours.toml").code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
        ("letter.csv", b"Dear Sirs,\nplease find enclosed nothing at all.\nYours\n"),
        ("book.xlsx", b"PK\x03\x04 not really"),
    ],
)
def test_what_is_no_export_ends_in_one_message_and_no_file(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    ended = duly(tmp_path, "xray", name, "--html", "report.html")
    assert ended.code == 2
    assert "Traceback" not in ended.said + ended.complained
    assert name in ended.complained
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_is_not_there_ends_in_one_message(tmp_path):
    ended = duly(tmp_path, "xray", "nowhere.csv")
    assert ended.code == 2
    assert "nowhere.csv" in ended.complained
