from collections import Counter

from duly.server.portfolio.answers.figures import is_beyond_limit, summed_up


def total(rows, name):
    return sum(row[name] or 0 for row in rows)


def by_currency(rows):
    units = Counter()
    for row in rows:
        units[row["currency"]] += row["open_units"]
    return dict(units)


def test_the_figures_are_the_sums_of_the_accounts(answers):
    for name in ("open_units", "overdue_units", "disputed_units", "exposure_units", "limit_units"):
        assert answers.figures[name] == total(answers.accounts, name)
    strange = answers.figures["unidentified_units"]
    assert (
        answers.figures["unapplied_units"] == total(answers.accounts, "unapplied_units") + strange
    )


def test_the_buckets_and_the_credits_of_an_account_make_what_it_owes(answers):
    for row in answers.accounts:
        assert row["open_units"] <= sum(row["buckets_units"])
        assert row["overdue_units"] == sum(row["buckets_units"][1:])


def test_the_ageing_adds_up_to_what_is_open(answers):
    whole, figures = answers.ageing["whole"], answers.figures
    assert sum(whole["buckets_units"]) + whole["credits_units"] == figures["open_units"]
    assert whole["unapplied_units"] == figures["unapplied_units"]


def test_currencies_and_entities_add_up_alike(answers):
    exact = {row["currency"]: row["open_units"] for row in answers.figures["currencies"]}
    assert by_currency(answers.figures["entities"]) == exact
    assert by_currency(answers.cells) == exact
    aged = {
        row["currency"]: sum(row["buckets_units"]) + row["credits_units"]
        for row in answers.ageing["by_currency"]
    }
    assert aged == exact


def test_every_open_invoice_is_in_one_cell(answers):
    items = sum(cell["items"] for cell in answers.cells if not cell["is_credit"])
    assert items == answers.figures["items"]["open"]


def test_a_cell_knows_the_portfolio_of_its_accounts(answers):
    assert {cell["portfolio"] for cell in answers.cells} == {"", "north"}


def test_grades_add_up_to_all_accounts(answers):
    grades = answers.figures["grades"]
    assert [row["grade"] for row in grades] == ["A", "B", "C", "D", "E", "N"]
    assert sum(row["accounts"] for row in grades) == len(answers.accounts)
    assert total(grades, "exposure_units") == answers.figures["exposure_units"]


def test_the_whole_has_its_days_of_sales(answers):
    headline = answers.figures["headline"]
    both = headline["bpdso_days"] + headline["add_days"]
    assert abs(headline["dso_days"] - both) < 1e-9
    assert len(answers.figures["trend"]["whole"]) == 13


def test_concentration_knows_every_split(answers):
    found = answers.figures["concentration"]
    assert set(found) == {"accounts", "groups", "countries", "sectors", "segments"}
    shares = [row["share"] for row in found["accounts"]["top"]]
    assert shares == sorted(shares, reverse=True)


def test_the_worklist_is_ranked_without_gaps(answers):
    assert [row["rank"] for row in answers.work] == list(range(1, len(answers.work) + 1))
    called = answers.figures["work"]
    assert called["call"] + called["settle_dispute"] == len(answers.work)


def test_an_account_is_warned_of_once_for_a_reason(answers):
    pairs = [(row["account_id"], row["code"]) for row in answers.warnings]
    assert len(set(pairs)) == len(pairs)
    assert sum(answers.figures["warnings"].values()) == len(pairs)


def test_every_account_has_its_reasons(answers):
    assert set(answers.reasons) == {row["account_id"] for row in answers.accounts}
    for facts in answers.reasons.values():
        points = sum(row["points"] for row in facts["characteristics"])
        lost = sum(row["points_lost"] for row in facts["characteristics"])
        if facts["score"]["raw_score"] is not None:
            assert facts["score"]["raw_score"] == (200 * points // (points + lost) + 1) // 2


def test_no_account_at_all_adds_up_to_nothing():
    figures = summed_up([])
    assert (figures["open_units"], figures["overdue_share"]) == (0, None)
    assert figures["accounts"] == {"known": 0, "owing": 0, "overdue": 0}


def test_without_a_limit_nobody_is_beyond_it():
    assert not is_beyond_limit({"limit_units": None, "exposure_units": 5})
    assert not is_beyond_limit({"limit_units": 5, "exposure_units": 5})
    assert is_beyond_limit({"limit_units": 0, "exposure_units": 5})
