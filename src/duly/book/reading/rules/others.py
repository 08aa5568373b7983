"""What can be wrong with a row of the smaller tables?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from duly.book.reading.judging import Rule


def _negative(column: str, *, sets_aside: bool = True) -> Rule:
    field = f"{column}_units"
    return Rule("negative_amount", column, lambda t: t[field] < 0, sets_aside=sets_aside)


def _ends_first(column: str, start: str, *, sets_aside: bool = True) -> Rule:
    return Rule("ends_before_start", column, lambda t: t[column] < t[start], sets_aside=sets_aside)


def _not_positive(column: str) -> Rule:
    return Rule("not_positive", column, lambda t: t[column] <= 0)


def _is_no_country(accounts: ir.Table) -> ir.BooleanValue:
    """Only the form of an alpha-2 code is checked: new countries come without a release of ours."""
    return ~accounts.country.re_search("^[A-Z]{2}$")


RULES: Mapping[str, tuple[Rule, ...]] = {
    "accounts": (
        _negative("credit_limit"),
        Rule("negative_days", "terms_days", lambda t: t.terms_days < 0),
        Rule("unknown_country", "country", _is_no_country, sets_aside=False),
    ),
    # A refund is a payment below zero.
    "payments": (_negative("amount", sets_aside=False),),
    "disputes": (
        Rule("unknown_invoice", "invoice_id", lambda t: t.item_currency.isnull()),
        _negative("amount"),
        _ends_first("closed_on", "opened_on"),
    ),
    "promises": (_negative("amount"), _ends_first("due_on", "made_on", sets_aside=False)),
    "orders": (
        _negative("amount"),
        _ends_first("shipped_on", "placed_on", sets_aside=False),
        _ends_first("invoiced_on", "placed_on", sets_aside=False),
    ),
    "statements": (_not_positive("months"),),
    "reports": (_negative("recommended_limit"),),
    "cover": (
        _negative("limit"),
        _ends_first("valid_until", "valid_from"),
        Rule("impossible_share", "insured_share", lambda t: ~t.insured_share.between(0, 1)),
    ),
    "rates": (_not_positive("rate"),),
}
