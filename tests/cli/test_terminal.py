"""Is every figure of a table shown whole, in a wide terminal and in a narrow one?"""

from __future__ import annotations

import pytest

from duly.cli.terminal import print_rows, width
from duly.report.columns import ReportColumn

COLUMNS = (
    ReportColumn("account_id", "Account"),
    ReportColumn("name", "Name"),
    ReportColumn("overdue_units", "Overdue", "units", "currency"),
    ReportColumn("oldest_days", "Oldest, days", "integer"),
)
ROW = {"account_id": "A1", "name": "Acme [AG]", "overdue_units": 123_456_789, "currency": "EUR"}


def printed(capsys: pytest.CaptureFixture[str], row: dict[str, object]) -> list[str]:
    print_rows("Worklist", COLUMNS, [row])
    return [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]


def test_a_wide_terminal_shows_a_table(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    heading, titles, _, line = printed(capsys, ROW | {"oldest_days": 41})
    assert (heading, titles.split()[0]) == ("Worklist", "Account")
    assert line.split() == ["A1", "Acme", "[AG]", "1,234,567.89", "41"]


def test_few_rows_of_many_figures_lie_on_their_side(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "35")
    heading, head, _, overdue, oldest = printed(capsys, ROW | {"oldest_days": 41})
    assert (heading, head.split()) == ("Worklist", ["Account", "Name", "A1", "Acme", "[AG]"])
    assert (overdue.split()[-1], oldest.split()[-1]) == ("1,234,567.89", "41")


@pytest.mark.parametrize("columns", ["20", "25"])
def test_a_narrow_one_shows_a_paragraph_with_every_figure_whole(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shown = printed(capsys, ROW | {"oldest_days": 41})
    assert shown[1] == "A1  Acme [AG]"
    assert " ".join(shown[2:]) == "Overdue 1,234,567.89; Oldest, days 41"


def test_a_paragraph_leaves_out_what_is_not_known_and_amounts_of_nothing(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    assert " ".join(printed(capsys, ROW)[2:]) == "Overdue 1,234,567.89"
    assert printed(capsys, ROW | {"overdue_units": 0, "oldest_days": 0})[2:] == ["Oldest, days 0"]


def test_a_paragraph_tells_an_amount_of_nothing_that_is_an_answer(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    advised = ReportColumn(
        "limit_units", "Limit advised", "units", "currency", is_told_at_zero=True
    )
    print_rows("Assessment", (*COLUMNS, advised), [{**ROW, "limit_units": 0}] * 3)
    assert "Limit advised 0.00" in " ".join(capsys.readouterr().out.split())


def test_a_name_cannot_steer_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert "\x1b" not in "".join(printed(capsys, ROW | {"name": "\x1b[31mRed\x1b[0m"}))


def test_a_file_is_as_wide_as_it_needs_to_be(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert width() > 1000
