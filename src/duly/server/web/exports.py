"""How does a table of a page become a file, with the same filter and the same scope?

A page registers its table: `@exported("customers")` before a function that takes the request (its
`actor` and its query) and gives the whole table, not only the page of it that is shown.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest

from duly.report.columns import ReportColumn, Row
from duly.report.csv_file import write_csv
from duly.report.xlsx_file import Sheet, write_xlsx
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act

MOST_ROWS = 1_000_000  # what a sheet of a workbook holds


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table: its title, its columns and its rows, which may come from an iterator."""

    title: str
    columns: Sequence[ReportColumn]
    rows: Iterable[Row]


Maker = Callable[[Any], Table]

_makers: dict[str, Maker] = {}
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(name: str) -> Callable[[Maker], Maker]:
    """Register the table that `/export/<name>.csv` and `.xlsx` give."""

    def register(make: Maker) -> Maker:
        if _makers.setdefault(name, make) is not make:
            raise ValueError(f"the table {name} is registered twice")
        return make

    return register


def exported_tables() -> list[str]:
    return sorted(_makers)


@allowed(Act.EXPORT)
def export(request: HttpRequest, name: str, form: str) -> FileResponse:
    """The table as a file to save."""
    if name not in _makers or form not in _TYPES:
        raise Http404(name)
    return as_file(_makers[name](request), name, form)


def as_file(table: Table, name: str, form: str) -> FileResponse:
    """Written beside and unlinked at once, so that nothing is left however the answer ends."""
    with tempfile.TemporaryDirectory(prefix="duly-export-") as folder:
        path = Path(folder) / f"{name}.{form}"
        if form == "csv":
            write_csv(path, table.columns, _bounded(table.rows))
        else:
            write_xlsx(path, [Sheet(table.title, table.columns, _bounded(table.rows))])
        written = path.open("rb")
    return FileResponse(
        written,
        as_attachment=True,
        filename=f"{name}-{clock.today().isoformat()}.{form}",
        content_type=_TYPES[form],
    )


def _bounded(rows: Iterable[Row]) -> Iterable[Row]:
    for place, row in enumerate(rows):
        if place >= MOST_ROWS:
            return
        yield row
