"""Do the first figures say what they mean, and what is not known?"""

from duly.server.platform.rights import actor_of
from duly.server.portfolio.scoped import figures_for
from duly.server.web.pages.overview.key_figures import key_figures
from duly.server.web.pages.overview.past import past


def test_every_figure_stands_on_one_line_with_its_meaning(actor, book):
    shown = key_figures(actor, book, book.figures, past(30))
    assert [figure.tone for figure in shown] == ["", "warn", "", "", "bad", ""]
    assert all(" " not in figure.value.replace(" days", "") for figure in shown)
    assert all(figure.detail for figure in shown)


def test_the_past_is_drawn_oldest_first(actor, book):
    opened = key_figures(actor, book, book.figures, past(30))[0]
    assert "Open receivables, from" in opened.drawing


def test_a_single_day_draws_no_line(actor, book):
    assert key_figures(actor, book, book.figures, past(1))[0].drawing == ""


def test_a_part_of_the_book_has_no_dso_and_no_cash(person, book):
    someone = actor_of(person("viewer", portfolios=["south"]))
    shown = key_figures(someone, book, figures_for(someone, book), [])
    assert [figure.value for figure in shown[2:4]] == ["not known", "not known"]


def test_no_limit_exceeded_is_good_news(actor, book):
    figures = {**book.figures, "beyond_limit": {"accounts": 0, "units": 0}}
    assert key_figures(actor, book, figures, [])[4].tone == "ok"
