"""In which encoding is the text written?"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from duly.book.findings import BadInput
from duly.book.recognition.opening import EXPORT_AGAIN

SAMPLE_BYTES = 2**20

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LETTERS = re.compile("[äöüßéèêëàâçñóíúáìòùîïôûœæøåÄÖÜÉÈÀÇÑÓÍÚÁ€£°º–’«»]")
"""What the six languages write beyond ASCII: the reading that yields more of them is right."""
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def encoding_of(path: Path) -> str:
    """The Python name of the encoding; `BadInput` when the file is not text."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    encoding = _utf16(sample) or ("utf-8" if _is_utf8(path) else _single_byte(sample))
    text = sample.decode(encoding, errors="ignore")
    if text.strip() and _is_garbled(text):
        raise BadInput(f"{path.name} is not text, whatever its name says. {EXPORT_AGAIN}")
    return encoding


def _utf16(sample: bytes) -> str | None:
    """Without a mark: every second byte of mostly Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.7 * pairs and sample.count(0) <= 1.05 * zeros.count(0):
            return encoding
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(SAMPLE_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(sample: bytes) -> str:
    """Windows unless the Macintosh reading gives clearly more letters of our languages."""
    readings = {name: sample.decode(name, errors="ignore") for name in ("cp1252", "mac_roman")}
    points = {name: len(LETTERS.findall(text)) for name, text in readings.items()}
    if points["mac_roman"] > 2 * points["cp1252"]:
        return "mac_roman"
    return "cp1252"


def _is_garbled(text: str) -> bool:
    controls = len(CONTROLS.findall(text))
    return controls > 0.002 * len(text) or not text.strip("\ufeff\x1a \r\n\t")
