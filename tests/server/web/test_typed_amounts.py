"""Is a typed amount read in the way of its language, and never guessed?"""

import pytest
from django.utils import translation

from duly.server.web.typed_amounts import typed_units

TYPED = [
    ("en", "1,234.50", 123_450),
    ("en", "1234.5", 123_450),
    ("en", "12", 1_200),
    ("en", "1.234,50", None),
    ("en", "1,23.50", None),
    ("en", "1,234,5", None),
    ("en", "10.500", None),
    ("en", "1e3", None),
    ("en", "NaN", None),
    ("en", "١٢", None),
    ("en", "", None),
    ("en", "9" * 40, None),
    ("de", "1.234,50", 123_450),
    ("de", "1234,5", 123_450),
    ("de", "1.234", 123_400),
    ("de", "1,234.50", None),
    ("fr", "1 234,50", 123_450),
    ("fr", "1\u202f234,50", 123_450),
    ("es", "1.234,50", 123_450),
]


@pytest.mark.parametrize(("language", "text", "units"), TYPED)
def test_an_amount_means_what_it_means_in_the_language(language, text, units):
    with translation.override(language):
        assert typed_units(text, "EUR") == units


def test_a_currency_that_is_none_has_no_amounts():
    assert typed_units("1", "ZZZ") is None
