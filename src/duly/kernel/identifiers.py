"""Is this text a bank account, a VAT number or a legal entity identifier, and how is it written?

Check digits and national formats are those of python-stdnum. It is imported when first asked:
it costs more time than the rest of the kernel together.
"""

from __future__ import annotations

import re


def is_iban(text: str) -> bool:
    """A bank account number (ISO 13616) with right check digits, for its country's format."""
    from stdnum import iban

    number = compact_iban(text)
    return _IBAN.fullmatch(number) is not None and iban.is_valid(number)


def is_qr_iban(text: str) -> bool:
    """A Swiss or Liechtenstein IBAN that takes QR references: bank number 30000 to 31999."""
    number = compact_iban(text)
    return number[:2] in {"CH", "LI"} and is_iban(text) and "30000" <= number[4:9] <= "31999"


def is_vat(text: str) -> bool:
    """A VAT number of the Union, GB, CH or NO, written with its country's prefix.

    Only the form is checked, not whether it is registered. Greek numbers begin with EL.
    """
    return _vat_form(text) is not None


def is_lei(text: str) -> bool:
    """A legal entity identifier (ISO 17442): 18 letters or digits and two check digits."""
    from stdnum import lei

    number = compact_lei(text)
    return _LEI.fullmatch(number) is not None and lei.is_valid(number)


def compact_iban(text: str) -> str:
    """Without spaces and hyphens, in capitals: the form to compare and to send."""
    return re.sub(r"[ -]", "", text).upper()


def printed_iban(text: str) -> str:
    """In groups of four."""
    number = compact_iban(text)
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def compact_vat(text: str) -> str | None:
    """Prefix and number without separators (`FR61954506077`), or None if it is no VAT number."""
    return _vat_form(text)


def compact_lei(text: str) -> str:
    """Without spaces and hyphens, in capitals."""
    return re.sub(r"[ -]", "", text).upper()


# ASCII on purpose: the sums of stdnum read full-width digits as digits. IBAN and LEI check
# digits run from 02 to 98; 00, 01 and 99 give the same remainder and are nobody's.
_CHECK = "(?!00|01|99)[0-9]{2}"
_IBAN = re.compile(rf"[A-Z]{{2}}{_CHECK}[0-9A-Z]{{11,30}}")
_LEI = re.compile(rf"[0-9A-Z]{{18}}{_CHECK}")

_OUTSIDE_THE_UNION = ("GB", "CH", "NO")


def _vat_form(text: str) -> str | None:
    from stdnum.eu import vat as union
    from stdnum.exceptions import ValidationError
    from stdnum.util import get_cc_module

    number = text.strip().upper()
    prefix = number[:2]
    if not number.isascii() or prefix == "GR":
        return None
    outside = get_cc_module(prefix, "vat") if prefix in _OUTSIDE_THE_UNION else None
    try:
        form: str = outside.validate(number) if outside else union.validate(number)
    except ValidationError:
        return None
    return form if form.startswith(prefix) else prefix + form
