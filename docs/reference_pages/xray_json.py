"""Which keys does the JSON of `duly xray` have, and what stands under each?"""

from __future__ import annotations

from docs.reference_pages.markdown import page, table

# A test compares these with what the command writes: none may be missing, none superfluous.
KEYS: dict[str, str] = {
    "as_of": "the day from which the book was looked at, `2026-10-31`",
    "as_of_reason": "where it comes from: `asked`, `printed` in the report or `latest_event`",
    "source": "{name, kind, …}: `book` with its tables, or `export` with shape, encoding, "
    "delimiter, sheet, header row, date order, decimal and thousands sign, language",
    "policy": "{name, version, fingerprint, ageing_basis}",
    "mapping": "source column → book column; null where the column is not used; empty for a book",
    "mapping_detail": "list of {source, book, confidence, reason, runner_up, samples}",
    "rows": "{read, accepted, set_aside, structural}; read = accepted + set_aside, and structural "
    "lines (totals, headings) are not data",
    "money": "list of {currency, read_units, accepted_units, set_aside_units}",
    "quality": "list of {code, count, set_aside, table, units by currency}",
    "quality_rows": "the first rows behind the findings: {code, table, file, row, column, value, "
    "set_aside}",
    "accounts": "how many accounts",
    "invoices": "{count, open, overdue} of invoices and debit notes; null where single invoices "
    "are not known",
    "paid": "{count, late_count, late_share, mean_days_late}; early payment counts 0; null where "
    "payments are not known",
    "open_units": "currency → open items, open credit notes deducted, unapplied cash not",
    "overdue_units": "currency → open items above zero that were due before the day",
    "unapplied_units": "currency → cash not yet applied to an invoice",
    "ageing": "list of {currency, bucket, units, items, disputed_units}: every bucket, empty ones "
    "too, and `credits`; the units of a currency add up to its open_units",
    "dso_days": "currency → days sales outstanding; null where sales are not known",
    "metrics": "list of {currency, metric, value, unit, reason, period_start, period_end}",
    "trend": "list of {currency, on, open_units, overdue_units, sales_units, dso_days, bpdso_days, "
    "add_days, reason}, month by month",
    "behaviour": "{days_late_histogram, by_window, payment_index, slowest}; null where payments "
    "are not known",
    "concentration": "list of {currency, hhi, top: list of {account_id, name, units, share}}",
    "disputed": "{count, share} of invoices ever disputed; null where disputes are not known",
    "grades": "grade → accounts",
    "grade_totals": "list of {currency, grade, accounts, exposure_units, limit_units, "
    "without_limit, beyond_limit_units, expected_loss_units}",
    "grade_ageing": "list of {currency, grade, bucket, units}",
    "assessment_count": "how many accounts were assessed",
    "assessments": "the accounts with the largest exposure: grade, score, pd, limit, terms, "
    "expected loss, reasons; `duly assess` gives all",
    "warning_count": "how many early warnings there are",
    "warned_accounts": "how many accounts gave one",
    "warnings_by_code": "code → accounts that gave it",
    "warnings": "list of {account_id, name, code, severity, observed, usual, threshold, "
    "evidence_count, since_on, about, currency, open_units}, at most the first of them",
    "worklist_count": "how many accounts are worth a call",
    "worklist": "the calls of the day, by rank: overdue, expected money, action, reasons",
    "reasons": "key that is null → code that says why",
}


def xray_json_page() -> str:
    """Every key of the JSON, in the order in which it is written."""
    rows = [[f"`{key}`", what] for key, what in KEYS.items()]
    return page("The JSON of `duly xray`", INTRODUCTION, table(["key", "what"], rows))


INTRODUCTION = (
    "`duly xray BOOK --json FILE` (or `-` for the terminal). Names that end in `_units` are whole "
    "numbers of the currency's smallest unit, names in `_share` are fractions, names in `_days` "
    "days, names in `_on` days of the calendar. What is not known is null, never zero, and "
    "`reasons` says why."
)
