from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.kernel.terms import PaymentTerms, TermsBasis, due_on, longest_days

NET = TermsBasis.NET
EOM_PLUS = TermsBasis.MONTH_END_THEN_DAYS
THEN_EOM = TermsBasis.DAYS_THEN_MONTH_END


@pytest.mark.parametrize(
    ("days", "basis", "issued", "due"),
    [
        (30, NET, "2026-01-15", "2026-02-14"),
        (0, NET, "2026-01-15", "2026-01-15"),
        (60, NET, "2026-12-15", "2027-02-13"),
        (45, EOM_PLUS, "2026-01-15", "2026-03-17"),
        (45, THEN_EOM, "2026-01-15", "2026-03-31"),
        (45, EOM_PLUS, "2026-01-31", "2026-03-17"),
        (45, THEN_EOM, "2026-01-10", "2026-02-28"),
        (0, EOM_PLUS, "2026-02-03", "2026-02-28"),
        (0, THEN_EOM, "2026-02-28", "2026-02-28"),
        (30, NET, "2026-10-22", "2026-11-21"),  # a Saturday, and it stays one
    ],
)
def test_an_invoice_is_due_on(days, basis, issued, due):
    assert due_on(PaymentTerms(days, basis), date.fromisoformat(issued)) == date.fromisoformat(due)


def test_terms_are_net_unless_said_otherwise():
    assert PaymentTerms(30).basis is NET


def test_terms_of_less_than_no_days_cannot_be_built():
    with pytest.raises(ValueError, match="deposit"):
        PaymentTerms(-1)


@pytest.mark.parametrize("basis", TermsBasis)
@pytest.mark.parametrize("days", [0, 14, 30, 45, 60, 90])
def test_the_longest_days_are_reached_on_some_date_and_never_passed(basis, days):
    terms = PaymentTerms(days, basis)
    issued = [date(2026, 1, 1) + timedelta(days=n) for n in range(4 * 366)]
    taken = [(due_on(terms, day) - day).days for day in issued]
    assert max(taken) == longest_days(terms)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 120))
def test_no_terms_are_due_before_the_same_days_net(issued, days):
    net = due_on(PaymentTerms(days), issued)
    assert all(due_on(PaymentTerms(days, basis), issued) >= net for basis in TermsBasis)
