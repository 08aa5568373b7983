"""Is it said when an invoice will be paid and why then, or why nothing is foretold?"""

from datetime import date, timedelta

import pytest
from tests.server.web.example import NOW

from duly.server.ledger.models import Invoice
from duly.server.portfolio.models import InvoiceOutlook, Snapshot
from duly.server.web.pages.invoice.outlook import foretold

AS_OF = date(2026, 11, 20)
SHOWN = {"is_shown": True, "refusal": None}


def invoice(due_in=10, units=100, open_units=100, **figures):
    made = Invoice(
        amount_units=units,
        open_units=open_units,
        due_on=AS_OF + timedelta(days=due_in),
        recorded_at=NOW,
    )
    if figures:
        made.outlook = InvoiceOutlook(
            **{"p10_on": AS_OF, "p50_on": AS_OF, "late_chance": 0.4, **figures}
        )
    return made


def snapshot(**cash):
    return Snapshot(as_of=AS_OF, completed_at=NOW, cash=SHOWN | cash)


WHY_NONE = [
    (invoice(open_units=0, reasons=[]), snapshot(), "settled"),
    (invoice(units=-5, open_units=-5), snapshot(), "credit"),
    (invoice(), None, "first run"),
    (invoice(), snapshot(), "foretold nothing"),
    (invoice(), snapshot(refusal="no_model_yet"), "No model has been fitted"),
    (invoice(), snapshot(problem="The model is damaged."), "cannot be used"),
]


@pytest.mark.parametrize(("made", "day", "word"), WHY_NONE)
def test_where_nothing_is_foretold_it_says_why(made, day, word):
    said = foretold(made, day)
    assert word in said.why_none
    assert not said.days


def test_what_came_in_after_the_run_waits_for_the_next():
    late = invoice()
    late.recorded_at = NOW + timedelta(hours=1)
    assert "next run" in foretold(late, snapshot()).why_none


def test_a_day_that_is_never_reached_is_said_in_words():
    said = dict(foretold(invoice(reasons=[]), snapshot()).days)
    assert said == {
        "one of ten by": "20 Nov 2026",
        "five of ten by": "20 Nov 2026",
        "nine of ten by": "not within a year",
    }


CHANCES = [
    (10, {"late_chance": 0.4, "never_chance": 0.001}, {"Chance to be late": "40%"}),
    (-5, {"late_chance": 1.0, "never_chance": 0.02}, {"Not within a year": "2%"}),
    (10, {"figures": {"p_later_than_30": 0.1}}, {"More than 30 days late": "10%"}),
    (-40, {"figures": {"p_later_than_30": 1.0}}, {"Chance to be late": "late already"}),
]


@pytest.mark.parametrize(("due_in", "given", "told"), CHANCES)
def test_chances_are_told_where_they_say_something(due_in, given, told):
    said = dict(foretold(invoice(due_in, **given), snapshot()).chances)
    assert told.items() <= said.items()
    assert len(said) <= 2


MOVED = [{"code": "calendar", "days": 3.0}, {"code": "terms", "days": -2.0}]
REASONS = [
    (10, {"reasons": []}, ["As its customer usually pays."]),
    (10, {"figures": {"usual_days": 4.0}}, ["4 days late", "Nothing moved"]),
    (10, {"figures": {"usual_days": -1.0}, "reasons": MOVED}, ["early", "3 days later", "sooner"]),
    (-8, {"figures": {"usual_days": 4.0}}, ["4 days late", "8 days after its due date"]),
]


@pytest.mark.parametrize(("due_in", "given", "words"), REASONS)
def test_reasons_stand_in_words(due_in, given, words):
    said = foretold(invoice(due_in, **given), snapshot()).reasons
    assert len(said) == len(words)
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))
