"""`duly xray`: drop an export or a book, and know within a minute what you have."""

from __future__ import annotations

from pathlib import Path

from duly.cli.book_command import on_a_book
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session


@on_a_book("json", "html", "xlsx", "save_mapping")
def xray(ask: Ask, wanted: Wanted) -> None:
    """What was read and how, its quality, ageing, DSO, behaviour, grades, limits, calls.

    Prints a page and writes a self-contained HTML report beside you (or where --html says).
    """
    from duly.book.findings import BadInput
    from duly.cli.xray_summary import print_summary
    from duly.report.examination import examine
    from duly.report.text_file import write_text
    from duly.report.xray.page import xray_page

    with session(ask) as opened:
        source = opened.source
        if wanted.save_mapping is not None and source.recognised is None:
            raise BadInput("--save-mapping: a book folder needs no mapping")
        facts = examine(source, opened.policy, progress=opened.progress)
        opened.progress("writing the report", 0.95)
        page = wanted.html or Path(f"xray-{ask.book.stem or ask.book.name}.html")
        write_text(page, xray_page(facts))
    if wanted.json is not None:
        write_json(facts, wanted.json)
    if wanted.xlsx is not None:
        from duly.cli.xray_workbook import write_workbook

        write_workbook(facts, wanted.xlsx)
    if wanted.save_mapping is not None and source.recognised is not None:
        from duly.book.recognition import write_mapping

        write_mapping(source.recognised, wanted.save_mapping)
    if not wanted.json_on_terminal:
        print_summary(facts, page)
