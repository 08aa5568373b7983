"""Which kind of payment reference is this text, and how is it compared and printed?

Names and formats: handbook 07, section 5, and 12, section 4. The identifiers of parties and
accounts are here too, as callers ask for them together with references.
"""

from __future__ import annotations

import re
from enum import StrEnum

from duly.kernel.check_digits import fits_finnish_731, fits_norwegian_mod_11
from duly.kernel.identifiers import is_iban, is_lei, is_qr_iban, is_vat

__all__ = [
    "ReferenceKind",
    "compact",
    "is_iban",
    "is_kid",
    "is_lei",
    "is_ocr",
    "is_ogm",
    "is_qr_iban",
    "is_qrr",
    "is_rf",
    "is_vat",
    "make_rf",
    "printed",
    "reference_kind",
]


class ReferenceKind(StrEnum):
    """What the payer wrote, by the standard it follows."""

    RF = "RF"
    """ISO 11649 creditor reference, anywhere."""
    QRR = "QRR"
    """Swiss QR reference, 27 digits."""
    OGM = "OGM"
    """Belgian structured communication, +++123/4567/89012+++."""
    KID = "KID"
    """Norwegian customer identification, modulus 10 or 11."""
    OCR = "OCR"
    """Swedish OCR number (modulus 10) or Finnish reference number (7-3-1)."""
    FREE = "FREE"
    """Anything else: text, an invoice number."""


def reference_kind(text: str, *, country: str | None = None) -> ReferenceKind | None:
    """The most telling kind the text fits, None if it is blank.

    `country` is the creditor's (ISO 3166). KID, OCR and bare Belgian digits are only looked for
    there: one invoice number in ten passes their check by chance.
    """
    if not text.strip():
        return None
    fits = {
        ReferenceKind.RF: is_rf(text),
        ReferenceKind.QRR: is_qrr(text),
        ReferenceKind.OGM: is_ogm(text) and (country == "BE" or _has_ogm_marks(text)),
        ReferenceKind.KID: country == "NO" and is_kid(text),
        ReferenceKind.OCR: country is not None and is_ocr(text, country=country),
    }
    return next((kind for kind, it_fits in fits.items() if it_fits), ReferenceKind.FREE)


def is_rf(text: str) -> bool:
    """RF, two check digits and 1 to 21 letters or digits, with the check digits right."""
    reference = compact(text, ReferenceKind.RF)
    return _RF.fullmatch(reference) is not None and make_rf(reference[4:])[:4] == reference[:4]


def make_rf(reference: str) -> str:
    """Put an RF and check digits before our own reference: A1 becomes RF90A1.

    Spaces are dropped. Raises `ValueError` unless 1 to 21 ASCII letters or digits are left.
    """
    from stdnum.iso7064 import mod_97_10

    own = _without_spaces(reference)
    if not re.fullmatch(r"[0-9A-Z]{1,21}", own):
        raise ValueError(f"not 1 to 21 letters or digits: {reference!r}")
    return f"RF{mod_97_10.calc_check_digits(own + 'RF')}{own}"


def is_qrr(text: str) -> bool:
    """27 digits of which the last is the recursive modulus 10 of the others; not all zero."""
    from stdnum.ch import esr

    reference = compact(text, ReferenceKind.QRR)
    return re.fullmatch(r"[0-9]{27}", reference) is not None and esr.is_valid(reference)


def is_ogm(text: str) -> bool:
    """Ten digits and their remainder by 97 (97 for 0), with or without the marks."""
    from stdnum.be import ogm_vcs

    reference = compact(text, ReferenceKind.OGM)
    return re.fullmatch(r"[0-9]{12}", reference) is not None and ogm_vcs.is_valid(reference)


def is_kid(text: str) -> bool:
    """2 to 25 digits that fit the Norwegian modulus 10 or 11 (where the last may be a minus)."""
    from stdnum import luhn

    reference = compact(text, ReferenceKind.KID)
    if not re.fullmatch(r"[0-9]{1,24}[0-9-]", reference):
        return False
    return luhn.is_valid(reference) or fits_norwegian_mod_11(reference)


def is_ocr(text: str, *, country: str) -> bool:
    """In `SE` 2 to 25 digits that fit modulus 10, in `FI` 4 to 20 that fit 7-3-1; else False."""
    from stdnum import luhn

    reference = compact(text, ReferenceKind.OCR)
    if country == "SE":
        return re.fullmatch(r"[0-9]{2,25}", reference) is not None and luhn.is_valid(reference)
    if country == "FI":
        return re.fullmatch(r"[0-9]{4,20}", reference) is not None and fits_finnish_731(reference)
    return False


def compact(text: str, kind: ReferenceKind) -> str:
    """The form to compare and to send; two references are the same if their compact forms are.

    Nothing is checked. Structured kinds lose spaces and marks and get capitals; free text keeps
    its words, with single spaces.
    """
    match kind:
        case ReferenceKind.FREE:
            return " ".join(text.split())
        case ReferenceKind.OGM:
            return re.sub(r"[ +*/]", "", text.strip())
        case _:
            return _without_spaces(text)


def printed(text: str, kind: ReferenceKind) -> str:
    """The form people are shown on invoices and letters."""
    reference = compact(text, kind)
    match kind:
        case ReferenceKind.RF:
            return _grouped(reference, first=4, then=4)
        case ReferenceKind.QRR:
            return _grouped(reference, first=2, then=5)
        case ReferenceKind.OGM:
            return f"+++{reference[:3]}/{reference[3:7]}/{reference[7:]}+++"
        case _:
            return reference


_RF = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")


def _has_ogm_marks(text: str) -> bool:
    """010/8068/17183, between +++ or *** or bare."""
    return re.fullmatch(r"[0-9]{3}/[0-9]{4}/[0-9]{5}", text.strip(" +*")) is not None


def _without_spaces(text: str) -> str:
    return "".join(text.split()).upper()


def _grouped(reference: str, *, first: int, then: int) -> str:
    rest = range(first, len(reference), then)
    return " ".join([reference[:first], *(reference[start : start + then] for start in rest)])
