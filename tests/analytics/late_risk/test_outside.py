from datetime import date

import pytest
from tests.analytics.late_risk.ledgers import AS_OF, invoice
from tests.analytics.statements.company import FULL, book_of, filed, rows_of
from tests.books import book_of as book_of_tables
from tests.books import rows

from duly.analytics.late_risk.observation import observation
from duly.analytics.late_risk.outside import bureau_opinion, statement_strength

REPORT = {
    "account_id": "T",
    "bureau": "Alpha",
    "received_on": AS_OF,
    "score": 30.0,
    "score_min": 0.0,
    "score_max": 100.0,
    "adverse_events": 2,
}


def test_a_bureaus_opinion_is_its_newest():
    book = book_of_tables({"reports": [REPORT]})
    assert rows(bureau_opinion(book, as_of=AS_OF)) == [
        {"account_id": "T", "bureau_standing": pytest.approx(0.3), "adverse_events": 2}
    ]


def test_a_statement_speaks_by_its_z_score_and_equity():
    (row,) = rows_of(statement_strength(book_of(filed()), as_of=AS_OF))
    assert row["z_double_prime"] == pytest.approx(3.4704)
    assert row["equity_ratio"] == pytest.approx(0.4)


def test_a_statement_of_a_year_that_has_not_ended_does_not():
    later = book_of(filed(end=date(2027, 12, 31)))
    assert rows_of(statement_strength(later, as_of=AS_OF)) == []


def test_an_account_is_seen_with_what_others_say_where_the_source_has_it():
    invoices = [invoice("I", "T", due=AS_OF)]
    alone = book_of_tables({"invoices": invoices})
    statements = [filed(of=FULL)]
    both = book_of_tables({"invoices": invoices, "reports": [REPORT], "statements": statements})
    (unseen,), (seen,) = (rows(observation(book, as_of=AS_OF)) for book in (alone, both))
    assert (unseen["adverse_events"], unseen["z_double_prime"]) == (None, None)
    assert (seen["adverse_events"], seen["z_double_prime"]) == (2, pytest.approx(3.4704))
