"""`duly xray`: drop an export or a book, and know within a minute what you have."""

from __future__ import annotations

from pathlib import Path

from duly.cli.options import (
    AsOf,
    BookPath,
    Currency,
    EngineChoice,
    EngineName,
    HtmlFile,
    JsonFile,
    MappingFile,
    Master,
    PolicyFile,
    SavedMapping,
    XlsxFile,
)


def xray(
    book: BookPath,
    as_of: AsOf = None,
    policy: PolicyFile = None,
    json: JsonFile = None,
    html: HtmlFile = None,
    xlsx: XlsxFile = None,
    mapping: MappingFile = None,
    save_mapping: SavedMapping = None,
    currency: Currency = None,
    engine: EngineName = EngineChoice.DUCKDB,
    master: Master = "local[*]",
) -> None:
    """What was read and how, its quality, ageing, DSO, behaviour, grades, limits, calls.

    Prints a page and writes a self-contained HTML report beside you (or where --html says).
    """
    from duly.book.findings import BadInput
    from duly.cli.output import Wanted, write_json
    from duly.cli.session import Ask, session
    from duly.cli.xray_summary import print_summary
    from duly.report.examination import examine
    from duly.report.text_file import write_text
    from duly.report.xray.page import xray_page

    with session(Ask(book, as_of, policy, mapping, currency, engine, master)) as opened:
        source = opened.source
        if save_mapping is not None and source.recognised is None:
            raise BadInput("--save-mapping: a book folder needs no mapping")
        facts = examine(source, opened.policy, progress=opened.progress)
        opened.progress("writing the report", 0.95)
        page = html or Path(f"xray-{book.stem or book.name}.html")
        write_text(page, xray_page(facts))
    wanted = Wanted(json=json, xlsx=xlsx)
    if json is not None:
        write_json(facts, json)
    if xlsx is not None:
        from duly.cli.xray_workbook import write_workbook

        write_workbook(facts, xlsx)
    if save_mapping is not None and source.recognised is not None:
        from duly.book.recognition import write_mapping

        write_mapping(source.recognised, save_mapping)
    if not wanted.json_on_terminal:
        print_summary(facts, page)
