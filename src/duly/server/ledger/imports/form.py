"""What is the form of a file: which columns, or which tables of a book, does it have?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.server.platform.canonical import digest


def form_of(read: Mapping[str, Any]) -> str:
    """The digest of its headings in their order, or of its tables; the same for the same export
    another day. Empty where columns have no headings: anything could stand in them."""
    columns = [column["source"] for column in read["columns"]]
    if not columns:
        return digest({"shape": read["shape"], "tables": sorted(read["tables"])})
    return digest({"columns": columns}) if read["layout"]["header_row"] else ""
