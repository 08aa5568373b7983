"""`duly assess`: score, grade, limit and terms of every account."""

from __future__ import annotations

from duly.cli.options import (
    AsOf,
    BookPath,
    CsvFile,
    Currency,
    EngineChoice,
    EngineName,
    HtmlFile,
    JsonFile,
    MappingFile,
    Master,
    PolicyFile,
    XlsxFile,
)


def assess(
    book: BookPath,
    as_of: AsOf = None,
    policy: PolicyFile = None,
    json: JsonFile = None,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
    html: HtmlFile = None,
    mapping: MappingFile = None,
    currency: Currency = None,
    engine: EngineName = EngineChoice.DUCKDB,
    master: Master = "local[*]",
) -> None:
    """Score, grade, limit and terms of every account, with the reasons in the JSON."""
    from duly.analytics.assessment.assess import assess as assess_book
    from duly.cli.output import Result, Wanted, deliver
    from duly.cli.session import Ask, session
    from duly.cli.tables import ASSESS

    with session(Ask(book, as_of, policy, mapping, currency, engine, master)) as opened:
        opened.progress("assessing every account", 0.7)
        day = opened.source.as_of
        assessment = assess_book(opened.source.book, opened.policy, as_of=day)
        accounts = assessment.accounts
        rows = opened.fetch(accounts.order_by([accounts.exposure_units.desc(), "account_id"]))
        facts = dict(opened.facts)
        if json is not None:
            opened.progress("reasons", 0.9)
            order = ["account_id", "rank"]
            facts["reasons"] = opened.fetch(assessment.reasons.order_by(order))
            facts["warnings"] = opened.fetch(assessment.warnings.order_by(["account_id", "code"]))
    notes = _notes(rows)
    result = Result("Assessment", day, ASSESS, rows, notes=notes, facts=facts)
    deliver(result, Wanted(json, csv, xlsx, html))


def _notes(rows: list[dict[str, object]]) -> list[str]:
    unrated = sum(row["grade"] == "N" for row in rows)
    unconverted = sum(bool(row["missing_rates"]) for row in rows)
    notes = []
    if unrated:
        notes.append(f"{unrated:,} accounts are not rated (N): too little is known of them.")
    if unconverted:
        notes.append(
            f"{unconverted:,} accounts have balances in another currency without a rate; "
            "these are left out. Add rates to the book."
        )
    return notes
