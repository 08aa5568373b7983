import pytest

from duly.server.ledger.search_text import LONGEST, search_text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Ärger & Söhne GmbH", "K-1"), "arger & sohne gmbh k-1"),
        (("STRASSE", None, ""), "strasse"),
        (("Łódź Ørsted Æther",), "lodz orsted aether"),
        (("Straße",), "strasse"),
        ((), ""),
    ],
)
def test_letters_are_plain_and_small(parts, text):
    assert search_text(*parts) == text


def test_a_long_name_fits_into_its_column():
    assert len(search_text("ﷺ" * LONGEST)) == LONGEST
