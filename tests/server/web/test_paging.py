"""Does a list paged by its last row show every row once, in order, both ways?"""

import pytest
from django.core.exceptions import BadRequest

from duly.server.portfolio.models import AccountDay
from duly.server.web.paging import Key, page_of

BY_SCORE = (Key("score", may_be_null=True), Key("pk"))
BY_OVERDUE = (Key("overdue_units", is_descending=True), Key("pk"))


def walk(rows, keys, size):
    """All pages going forward, and then back from the last."""
    page = page_of(rows, keys, size=size)
    pages = [page]
    while page.next:
        page = page_of(rows, keys, after=page.next, size=size)
        pages.append(page)
    back = [page]
    while page.previous:
        page = page_of(rows, keys, before=page.previous, size=size)
        back.append(page)
    return pages, back[::-1]


@pytest.mark.parametrize("keys", [BY_SCORE, BY_OVERDUE, (Key("account__name"), Key("pk"))])
@pytest.mark.parametrize("size", [1, 3, 14, 50])
def test_every_row_comes_once_in_order_both_ways(book, keys, size):
    rows = AccountDay.objects.filter(snapshot=book).select_related("account")
    ordered = list(rows.order_by(*(key.order(is_backwards=False) for key in keys)))
    forward, back = walk(rows, keys, size)
    assert [row for page in forward for row in page.rows] == ordered
    assert [page.rows for page in back] == [page.rows for page in forward]


def test_rows_without_a_score_come_last(book):
    page = page_of(AccountDay.objects.filter(snapshot=book), BY_SCORE)
    assert [row.score is None for row in page.rows].index(True) == 13


def test_nothing_leads_nowhere(db):
    page = page_of(AccountDay.objects.all(), BY_OVERDUE)
    assert (page.rows, page.previous, page.next) == ([], "", "")


@pytest.mark.parametrize("cursor", ["x", "WzFd", "\x00", "é"])
def test_a_cursor_that_was_made_up_is_refused(book, cursor):
    with pytest.raises(BadRequest):
        page_of(AccountDay.objects.all(), BY_OVERDUE, after=cursor)


def test_a_cursor_of_another_order_is_refused(book):
    page = page_of(AccountDay.objects.filter(snapshot=book), BY_SCORE, size=3)
    with pytest.raises(BadRequest):
        page_of(AccountDay.objects.filter(snapshot=book), BY_OVERDUE, after=page.next)
