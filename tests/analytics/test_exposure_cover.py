"""How much of an exposure would an insurer bear?"""

from __future__ import annotations

import pytest
from tests.analytics.test_open_items import INVOICE, NOTE
from tests.books import AS_OF, ago, book_of, rows

from duly.analytics.exposure import exposure
from duly.analytics.exposure_cover import with_insured
from duly.book.policy.exposure import ExposurePolicy

COVER = {
    "account_id": "A", "insurer": "N", "policy": "1", "currency": "EUR", "limit_units": 600,
    "insured_share": 0.9, "valid_from": ago(99),
}  # fmt: skip


def insured(*cover, invoices=(INVOICE,)):
    book = book_of({"invoices": list(invoices), "cover": list(cover)})
    exposures = exposure(book, as_of=AS_OF, policy=ExposurePolicy())
    (found,) = rows(with_insured(exposures, book, as_of=AS_OF))
    return found["insured_units"]


@pytest.mark.parametrize(
    ("cover", "units"),
    [
        ({}, 540),
        ({"limit_units": 5000}, 900),  # its share of the exposure, not of the limit
        ({"insured_share": None}, 600),
        ({"limit_units": 5, "insured_share": 0.5}, 3),  # half a unit is rounded up
        ({"valid_from": AS_OF}, 540),
        ({"valid_from": ago(-1)}, 0),
        ({"valid_until": ago(-1)}, 540),
        ({"valid_until": AS_OF}, 0),  # the first day without
        ({"currency": "USD"}, 0),
        ({"account_id": "B"}, 0),
    ],
)
def test_a_cover_bears_its_share_of_the_exposure_up_to_its_limit(cover, units):
    assert insured({**COVER, **cover}) == units


def test_two_covers_add_up_at_most_to_the_exposure():
    assert insured(COVER, {**COVER, "policy": "2", "limit_units": 200}) == 720
    assert insured(*({**COVER, "policy": str(n)} for n in range(9))) == 1000


def test_nothing_is_insured_without_cover_or_without_exposure():
    assert insured() == 0
    assert insured(COVER, invoices=[NOTE]) == 0
