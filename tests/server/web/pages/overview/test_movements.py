"""Is what changed told, the gravest first, and nothing of what one may not see?"""

from duly.server.platform.rights import actor_of
from duly.server.portfolio.scoped import changes_for
from duly.server.web.pages.overview.movements import movements


def test_the_gravest_comes_first_and_the_rest_is_counted(actor, book):
    told = movements(actor, book.changes, "EUR")
    assert [kind.tone for kind in told["kinds"]] == ["bad", "warn", "warn", "bad", "", "ok"]
    fell = told["kinds"][4]
    assert (len(fell.lines), fell.more) == (4, 2)


def test_the_first_day_has_no_changes(actor, db):
    assert movements(actor, {"since": None, "totals": {}}, "EUR")["kinds"] == []


def test_a_part_of_the_book_hears_of_its_own_only(person, book):
    someone = actor_of(person("collector", portfolios=["south"]))
    told = movements(someone, changes_for(someone, book), "EUR")
    assert [line for kind in told["kinds"] for line in kind.lines] == []
