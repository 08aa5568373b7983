"""Are grades counted, and is every move counted once?"""

import pytest

from duly.server.web.pages.portfolio.grades import migration_table


def test_everybody_who_stayed_is_counted(desk, book):
    moved = desk.get("/portfolio/grades?since=1").context["moved"]
    assert moved == {"down": 0, "up": 0, "stayed": 13}


@pytest.mark.parametrize(
    ("then", "now", "css"), [("A", "B", "worse"), ("B", "A", "better"), ("C", "C", "stayed")]
)
def test_a_move_wears_its_direction(then, now, css):
    table = migration_table([{"before": then, "after": now, "accounts": 3}])
    assert f'<td class="{css}">3</td>' in table


def test_who_had_no_grade_moved_neither_up_nor_down():
    table = migration_table([{"before": "", "after": "E", "accounts": 2}])
    assert '<td class="heat-plain">2</td>' in table


@pytest.mark.parametrize("since", ["365", "0", "x", "-1"])
def test_a_day_that_was_not_kept_is_said(desk, book, since):
    assert "No figures were kept that long ago" in desk.get(f"/portfolio/grades?since={since}").text
