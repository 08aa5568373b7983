"""What was each column of the file taken for, and how sure is that?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Fact, Facts, Grid, Head, Prose, Section
from duly.report.cells import left_out, part, rows
from duly.report.figures import format_count, format_share
from duly.report.xray.facts import Xray, bucket_name, not_known, section

_SHOWN = 60
_SAMPLES = 3


def reading_section(xray: Xray) -> Section:
    """The form of the file, then the mapping column by column."""
    if part(xray, "source").get("kind") == "book":
        return section("reading", _book(xray))
    cards = [card for card in (_form(xray), _mapping(xray)) if card is not None]
    return section("reading", *(cards or [not_known(xray, "mapping")]))


def _book(xray: Xray) -> Card:
    """A book says itself what each column is; only which tables it had is worth telling."""
    tables = part(xray, "source").get("tables") or []
    names = ", ".join(words.readable(table).lower() for table in tables)
    said = "A book names its columns itself; nothing had to be guessed."
    return Card("A book", (Prose((said, f"Tables read: {names}.") if names else (said,)),))


def _form(xray: Xray) -> Card | None:
    source = part(xray, "source")
    header = source.get("header_row")
    told = (
        ("Read as", _named(source.get("shape"))),
        ("Encoding", source.get("encoding")),
        ("Columns divided by", _sign(source.get("delimiter"))),
        ("Sheet", source.get("sheet")),
        ("Headings in row", None if header is None else format_count(header)),
        ("Order of dates", _named(source.get("date_order"))),
        ("Decimal sign", _sign(source.get("decimal_sign"))),
    )
    facts = tuple(Fact(term, str(text)) for term, text in told if text)
    return Card("The file", (Facts(facts, css="across"),)) if facts else None


def _named(code: str | None) -> str | None:
    return words.title(code, kind="source") if code else None


def _sign(sign: str | None) -> str | None:
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "point"}
    return names.get(sign, sign) if sign else None


def _mapping(xray: Xray) -> Card | None:
    detail = {line["source"]: line for line in rows(xray, "mapping_detail")}
    mapping = part(xray, "mapping")
    sources = list(dict.fromkeys([*mapping, *detail]))
    if not sources:
        return None
    body = tuple(
        _row(source, mapping.get(source), detail.get(source, {})) for source in sources[:_SHOWN]
    )
    heads = (
        Head("Column of the file"),
        Head("Read as"),
        Head("Certainty", is_figure=True),
        Head("Why"),
        Head("For example"),
    )
    return Card(
        "Columns", (Grid(heads, body, more=left_out(len(sources), _SHOWN), caption="Columns"),)
    )


def _row(source: str, book: str | None, line: Mapping[str, Any]) -> tuple[Cell, ...]:
    field = book or line.get("book")
    samples = [str(each) for each in (line.get("samples") or [])[:_SAMPLES]]
    sure = line.get("confidence")
    return (
        Cell(source, css="account"),
        Cell(_field(field)) if field else Cell("not used", css="faint"),
        Cell(format_share(sure, 0) if sure is not None else ""),
        Cell(_why(line.get("reason")), css="prose"),
        Cell(" \u00b7 ".join(samples), css="raw"),
    )


def _field(field: str) -> str:
    """A column of the book, or a bucket of an ageing report (`bucket:1-30`)."""
    kind, colon, bucket = field.partition(":")
    named = f"ageing bucket {bucket_name(bucket)}"
    return named if colon and kind == "bucket" else words.title(field, kind="field")


def _why(reason: str | None) -> str:
    return words.title(reason, kind="mapping") if reason else ""
