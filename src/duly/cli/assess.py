"""`duly assess`: score, grade, limit and terms of every account."""

from __future__ import annotations

from duly.cli.book_command import on_a_book
from duly.cli.output import Result, Wanted, deliver
from duly.cli.session import Ask, session


@on_a_book("json", "csv", "xlsx", "html")
def assess(ask: Ask, wanted: Wanted) -> None:
    """Score, grade, limit and terms of every account, with the reasons in the JSON."""
    from duly.analytics.assessment.assess import assess as assess_book
    from duly.cli.tables import ASSESS

    with session(ask) as opened:
        opened.progress("assessing every account", 0.7)
        day = opened.source.as_of
        assessment = assess_book(opened.source.book, opened.policy, as_of=day)
        accounts = assessment.accounts
        rows = opened.fetch(accounts.order_by([accounts.exposure_units.desc(), "account_id"]))
        facts = dict(opened.facts)
        if wanted.json is not None:
            opened.progress("reasons", 0.9)
            order = ["account_id", "rank"]
            facts["reasons"] = opened.fetch(assessment.reasons.order_by(order))
            facts["warnings"] = opened.fetch(assessment.warnings.order_by(["account_id", "code"]))
    notes = _notes(rows)
    result = Result("Assessment", day, ASSESS, rows, notes=notes, facts=facts)
    deliver(result, wanted)


def _notes(rows: list[dict[str, object]]) -> list[str]:
    from duly.report.words import sentence

    found = {
        "not_rated": sum(row["grade"] == "N" for row in rows),
        "without_rates": sum(bool(row["missing_rates"]) for row in rows),
    }
    return [sentence(code, kind="page", count=count) for code, count in found.items() if count]
