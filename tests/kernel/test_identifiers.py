import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.kernel.identifiers import (
    compact_lei,
    compact_vat,
    is_iban,
    is_lei,
    is_qr_iban,
    is_vat,
    printed_iban,
)


@pytest.mark.parametrize(
    "text",
    ["DE89370400440532013000", "BE72000000001616", "de89 3704 0044 0532 0130 00"],
)
def test_is_an_iban(text):
    assert is_iban(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DE89370400440532013001",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "DE８9370400440532013000",
        "invoice 4711",
    ],
)
def test_is_no_iban(text):
    assert not is_iban(text)


def test_a_qr_iban_has_a_bank_number_kept_for_qr_references():
    assert is_qr_iban("CH44 3199 9123 0008 8901 2")
    assert not is_qr_iban("CH93 0076 2011 6238 5295 7")
    assert not is_qr_iban("CH45 3199 9123 0008 8901 2")
    assert not is_qr_iban("DE89370400440532013000")


def test_an_iban_is_printed_in_groups_of_four():
    assert printed_iban("be72000000001616") == "BE72 0000 0000 1616"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("FR 61 954 506 077", "FR61954506077"),
        ("DE136695976", "DE136695976"),
        ("el 094259216", "EL094259216"),
        ("GB980780684", "GB980780684"),
        ("XI980780684", "XI980780684"),
        ("CHE-107.787.577 IVA", "CHE107787577IVA"),
        ("NO 995 525 828 MVA", "NO995525828MVA"),
    ],
)
def test_a_vat_number_has_one_compact_form(text, form):
    assert is_vat(text)
    assert compact_vat(text) == form
    assert compact_vat(form) == form


@pytest.mark.parametrize(
    "text",
    ["", "DE", "136695976", "DE136695977", "GR094259216", "US123456789", "FR６1954506077", "ß"],
)
def test_is_no_vat_number(text):
    assert not is_vat(text)


def test_is_a_legal_entity_identifier():
    assert is_lei("213800KUD8LAJWSQ9D15")
    assert is_lei("2138 00ku d8la jwsq 9d15")
    assert compact_lei("2138 00ku d8la jwsq 9d15") == "213800KUD8LAJWSQ9D15"


@pytest.mark.parametrize(
    "text", ["", "98", "213800KUD8LXJWSQ9D15", "213800KUD8LAJWSQ9D1", "0" * 20]
)
def test_is_no_legal_entity_identifier(text):
    assert not is_lei(text)


@given(st.text(max_size=24))
def test_any_text_gets_an_answer(text):
    assert {is_iban(text), is_vat(text), is_lei(text), is_qr_iban(text)} <= {True, False}


@given(st.integers(0, 19), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(place, digit):
    right = "DE89370400440532013000"
    wrong = right[: place + 2] + digit + right[place + 3 :]
    assert is_iban(wrong) == (wrong == right)
