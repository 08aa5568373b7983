"""How is a receivables export of another system read, whatever its columns are called?"""

from duly.book.recognition.facts import (
    ColumnGuess,
    Layout,
    MoneyTotals,
    Recognised,
    RowTotals,
    Shape,
)
from duly.book.recognition.mapping import ColumnMapping, read_mapping, write_mapping
from duly.book.recognition.recognising import draft_mapping, recognise, silent

__all__ = [
    "ColumnGuess",
    "ColumnMapping",
    "Layout",
    "MoneyTotals",
    "Recognised",
    "RowTotals",
    "Shape",
    "draft_mapping",
    "read_mapping",
    "recognise",
    "silent",
    "write_mapping",
]
