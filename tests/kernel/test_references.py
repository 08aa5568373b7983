import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.kernel import references
from duly.kernel.references import (
    ReferenceKind,
    compact,
    is_kid,
    is_ocr,
    is_ogm,
    is_qrr,
    is_rf,
    make_rf,
    printed,
    reference_kind,
)

OWN = st.text("0123456789ABCXYZ", min_size=1, max_size=21)


@pytest.mark.parametrize(
    ("own", "reference"),
    [
        ("539007547034", "RF18539007547034"),
        ("INV20260042", "RF73INV20260042"),
        ("20260001", "RF3120260001"),
        ("A1", "RF90A1"),
        ("G72UUR", "RF45G72UUR"),
        ("inv 2026 0042", "RF73INV20260042"),
    ],
)
def test_our_own_reference_gets_the_check_digits_of_iso_11649(own, reference):
    assert make_rf(own) == reference
    assert is_rf(reference)


@pytest.mark.parametrize("own", ["", " ", "INV-1", "x" * 22, "é", "１"])
def test_what_iso_11649_cannot_carry_is_refused(own):
    with pytest.raises(ValueError, match="1 to 21"):
        make_rf(own)


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("RF18539007547034", None, "RF"),
        ("rf18 5390 0754 7034", None, "RF"),
        ("RF18000000000539007547034", None, "RF"),
        ("210000000003139471430009017", None, "QRR"),
        ("21 00000 00003 13947 14300 09017", "CH", "QRR"),
        ("+++010/8068/17183+++", None, "OGM"),
        ("***010/8068/17183***", None, "OGM"),
        ("010/8068/17183", "FR", "OGM"),
        ("010806817183", "BE", "OGM"),
        ("010806817183", None, "FREE"),
        ("000000000000", "BE", "FREE"),
        ("1234567897", "NO", "KID"),
        ("1234567897", "SE", "OCR"),
        ("1234567897", None, "FREE"),
        ("1234561", "FI", "OCR"),
        ("1234561", "NO", "FREE"),
        ("RF19539007547034", None, "FREE"),
        ("invoice 4711", "NO", "FREE"),
        ("", "NO", None),
        ("  \n", None, None),
    ],
)
def test_a_reference_is_of_the_kind_it_fits(text, country, kind):
    assert reference_kind(text, country=country) == kind


@pytest.mark.parametrize(
    "text", ["RF", "RF18", "RF15A1", "RFA1B2", "RF９0A1", "RF90A1\u0660", "XX90A1"]
)
def test_is_no_rf_reference(text):
    assert not is_rf(text)


@pytest.mark.parametrize("check", ["00", "01", "99"])
def test_check_digits_that_iso_11649_never_gives_are_refused(check):
    same_remainder = {"00": "97", "01": "98", "99": "02"}[check]
    own = next(f"A{n}" for n in range(500) if make_rf(f"A{n}")[2:4] == same_remainder)
    assert is_rf(f"RF{same_remainder}{own}")
    assert not is_rf(f"RF{check}{own}")


@pytest.mark.parametrize("text", ["0" * 27, "210000000003139471430009016", "18", "2" * 28, ""])
def test_is_no_qr_reference(text):
    assert not is_qrr(text)


def test_the_check_digit_of_a_qr_reference_is_the_one_of_the_handbook():
    fitting = [digit for digit in "0123456789" if is_qrr(f"21000000000313947143000901{digit}")]
    assert fitting == ["7"]


@pytest.mark.parametrize("own", ["0000000097", "0108068171", "9999999999"])
def test_just_one_pair_of_check_digits_fits_a_belgian_communication(own):
    remainder = int(own) % 97 or 97
    assert [n for n in range(100) if is_ogm(f"{own}{n:02}")] == [remainder]


@pytest.mark.parametrize("text", ["1234567897", "12345678903", "000000000018", "6-"])
def test_is_a_norwegian_kid(text):
    assert is_kid(text)


@pytest.mark.parametrize("text", ["", "1", "12", "1-", "-", "1234567890", "9" * 26, "12A4", "１８"])
def test_is_no_norwegian_kid(text):
    assert not is_kid(text)


@pytest.mark.parametrize(
    ("text", "country", "fits"),
    [
        ("1234561", "FI", True),
        ("123 4561", "FI", True),
        ("1234562", "FI", False),
        ("0", "FI", False),
        ("18", "SE", True),
        ("19", "SE", False),
        ("1234561", "DK", False),
        ("18A", "SE", False),
    ],
)
def test_an_ocr_number_is_checked_as_its_country_does(text, country, fits):
    assert is_ocr(text, country=country) is fits


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("rf73inv20260042", "RF", "RF73 INV2 0260 042"),
        ("210000000003139471430009017", "QRR", "21 00000 00003 13947 14300 09017"),
        ("010806817183", "OGM", "+++010/8068/17183+++"),
        ("12345 67897", "KID", "1234567897"),
        ("  Invoice  4711 ", "FREE", "Invoice 4711"),
    ],
)
def test_a_reference_is_printed_as_its_standard_says(text, kind, shown):
    assert printed(text, ReferenceKind(kind)) == shown
    assert compact(shown, ReferenceKind(kind)) == compact(text, ReferenceKind(kind))


@given(OWN)
def test_every_reference_we_make_is_valid_and_survives_printing(own):
    reference = make_rf(own)
    assert reference_kind(reference) is ReferenceKind.RF
    assert compact(printed(reference, ReferenceKind.RF), ReferenceKind.RF) == reference


@given(st.text("0123456789", min_size=2, max_size=21), st.data())
def test_two_neighbouring_digits_that_changed_places_are_always_found(own, data):
    reference = make_rf(own)
    at = data.draw(st.integers(5, len(reference) - 1))
    swapped = reference[: at - 1] + reference[at] + reference[at - 1] + reference[at + 1 :]
    assert is_rf(swapped) == (swapped == reference)


@given(st.text(max_size=30), st.sampled_from([None, "NO", "SE", "FI", "BE"]))
def test_any_text_has_a_kind_unless_it_is_blank(text, country):
    assert (reference_kind(text, country=country) is None) == (not text.strip())


def test_identifiers_are_found_beside_the_references():
    assert references.is_iban("BE72000000001616")
    assert not references.is_lei("BE72000000001616")
    assert not references.is_vat("BE72000000001616")
    assert not references.is_qr_iban("BE72000000001616")
