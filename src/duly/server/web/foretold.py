"""Why is nothing foretold, in the reader's language?

The day stores codes and figures; a day of before that has the English sentence alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from duly.server.web import figures

SENTENCES = {
    "nothing_issued": _("No invoice was issued by %(as_of)s, so there is nothing to learn from."),
    "nothing_paid": _(
        "No invoice was paid by %(as_of)s, so there is nothing to learn from. Import payments "
        "with their allocations, or a column with the day of payment."
    ),
    "one_customer_paid": _(
        "Only one customer ever paid. A model compares customers: import the whole ledger."
    ),
    "paid_on_one_day": _(
        "All payments are on one day, which looks like a day of export. Import the day on which "
        "each payment came."
    ),
    "model_is_later": _(
        "The model knows what was known on %(fitted_on)s, later than %(as_of)s; it is not asked "
        "about days before."
    ),
}


def problem_of(cash: Mapping[str, Any]) -> str:
    """What the book or the kept model lacks; empty where nothing hinders."""
    if not cash.get("problem"):
        return ""
    words = SENTENCES.get(cash.get("problem_code") or "")
    if words is None:
        return gettext("The model that was kept cannot be used. The next run of the day fits anew.")
    facts = cash.get("problem_facts") or {}
    return gettext(words) % {name: figures.day(fact) for name, fact in facts.items()}
