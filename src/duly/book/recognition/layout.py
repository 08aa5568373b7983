"""How is the file written, and which of its lines and columns stay out of the book?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from duly.book.recognition.facts import ColumnGuess, Layout
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.understanding import Understood


def layout_of(understood: Understood) -> Layout:
    """The layout as it was found. The decimal and thousands signs are those of most columns."""
    grid, header, read = understood.grid, understood.header, understood.read
    formats = list(read.formats.values())
    decimals = Counter(found.decimal for found in formats)
    thousands = Counter(found.thousands for found in formats if found.thousands)
    return Layout(
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        header_row=header.row + 1 if header.lines else 0,
        header_lines=header.lines,
        decimal=decimals.most_common(1)[0][0] if decimals else ".",
        thousands=thousands.most_common(1)[0][0] if thousands else "",
        date_order=read.order.order.value,
        date_order_evidence=read.order.evidence,
        grouped=read.data.group_names is not None or bool(read.data.filled_down),
        currency_source=read.currencies.source,
        language=header.language,
    )


def note_structure(understood: Understood, log: FindingLog) -> None:
    """One finding for each sort of line that is no data, and for what had to be assumed."""
    for code, rows in understood.lines.structural.items():
        if rows:
            log.say(code, row=min(rows) + 1, count=len(rows))
    if understood.header.lines == 0:
        log.say("no_headers")
    if understood.read.order.evidence == "ambiguous":
        log.say("ambiguous_date_order", value=understood.read.order.order.value)
    for at, found in understood.read.formats.items():
        if found.ambiguous:
            guess = understood.read.guesses[at]
            log.say("ambiguous_number_format", column=guess.source, value=found.decimal)


def note_columns(guesses: Sequence[ColumnGuess], log: FindingLog) -> None:
    """Columns that were left out, and columns that another one beat only narrowly."""
    for guess in guesses:
        if guess.book is not None:
            continue
        rival = guess.reason == "better_column" and guess.runner_up is not None
        log.say(
            "ambiguous_column" if rival else "unused_column",
            column=guess.source,
            value=guess.runner_up if rival else guess.reason,
        )
