"""Is the past that of complete days, oldest first?"""

from duly.server.portfolio.models import Snapshot
from duly.server.web.pages.overview.past import past


def test_the_past_ends_with_the_newest_day(book):
    rows = past(30)
    assert len(rows) == 2
    assert rows[-1]["open_units"] == book.figures["open_units"]
    assert rows[-1]["dso_days"] == 51.5


def test_a_day_that_was_not_finished_is_not_the_past(book):
    Snapshot.objects.filter(pk=book.pk).update(is_complete=False)
    assert len(past(30)) == 1


def test_before_the_first_day_there_is_no_past(db):
    assert past(30) == []
