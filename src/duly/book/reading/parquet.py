"""What do the Parquet files of a table hold, and can they be trusted unread?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from duly.book.engines import Engine
from duly.book.findings import BadInput
from duly.book.reading.header import Header, match_header
from duly.book.reading.rows import PART, ROW, Rows
from duly.book.reading.sources import Source
from duly.book.schema import TABLES, Column, Kind, TableSchema
from duly.book.tables import arrow_schema
from duly.book.writing.seal import Seal, read_seal

_PATH = "duly_path"
_NUMBER = "file_row_number"


def seals(sources: Mapping[str, Source]) -> dict[str, Seal]:
    """The seals of all tables, or none at all: a table added from elsewhere voids the others."""
    found = {name: _seal(source) for name, source in sources.items()}
    whole = {name: seal for name, seal in found.items() if seal is not None}
    marks = {seal.book for seal in whole.values()}
    return whole if len(whole) == len(sources) and len(marks) == 1 else {}


def read_parquet(source: Source, schema: TableSchema, engine: Engine) -> tuple[Rows, Header]:
    """The rows as a lazy scan, text as `text_NAME` and the rest as `typed_NAME`.

    Raises `BadInput` for files that are no Parquet, or whose columns have other types.
    """
    types = _types(source)
    if _NUMBER in types.names:
        raise BadInput(f"{source.file} has a column {_NUMBER}, a name the reader needs; rename it")
    header = match_header(types.names, schema, file=source.file, in_memory_names=True)
    by_field = {column.field: column for column in schema.columns}
    given = {by_field[name]: types.field(at) for name, at in header.positions.items()}
    for column, field in given.items():
        _check_type(column, field, source.file)
    scan = _scan(source, engine)
    cells = {_cell_name(column): _cell(scan, column, field) for column, field in given.items()}
    place = [ROW, PART] if source.path.is_dir() else [ROW]
    names = frozenset(column.name for column in given)
    return Rows(source, schema, scan.select(*place, **cells), names, is_text=False), header


def _seal(source: Source) -> Seal | None:
    if source.form != "parquet" or not source.path.is_file():
        return None
    try:
        footer = pq.read_metadata(source.path)
    except (pa.ArrowInvalid, OSError):
        return None
    seal = read_seal(footer.metadata)
    is_whole = (
        seal is not None
        and (seal.table, seal.rows) == (source.table, footer.num_rows)
        and footer.schema.to_arrow_schema().equals(
            arrow_schema(TABLES[source.table]), check_metadata=False
        )
    )
    return seal if is_whole else None


def _types(source: Source) -> pa.Schema:
    """The columns and types, the same in every part."""
    parts = _parts(source.path)
    schemas = [_schema(part) for part in parts]
    for part, schema in zip(parts, schemas, strict=True):
        if not schema.equals(schemas[0], check_metadata=False):
            raise BadInput(
                f"{source.file}: {part.name} has other columns than {parts[0].name}; "
                "write all parts alike"
            )
    return schemas[0]


def _schema(part: Path) -> pa.Schema:
    try:
        return pq.read_schema(part)
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInput(f"{part.name} is not a readable Parquet file") from error


def _parts(path: Path) -> list[Path]:
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _scan(source: Source, engine: Engine) -> ir.Table:
    """The files with the number of every row in its file, and the file's name."""
    pattern = str(source.path / "*.parquet") if source.path.is_dir() else str(source.path)
    if engine.name == "spark":
        return _spark_scan(source, pattern, engine)
    scan = engine.backend.read_parquet(pattern, file_row_number=True, filename=_PATH)
    part = scan[_PATH].re_extract(r"[^/\\]*$", 0)
    return scan.mutate(**{ROW: scan[_NUMBER] + 1, PART: part})


def _spark_scan(source: Source, pattern: str, engine: Engine) -> ir.Table:
    frame = engine.backend._session.read.parquet(pattern)
    others = [f"`{name}`" for name in frame.columns if name not in (ROW, PART)]
    view = f"duly_scan_{source.table}_{hashlib.sha256(pattern.encode()).hexdigest()[:12]}"
    frame.selectExpr(
        *others, f"_metadata.row_index + 1 AS {ROW}", f"_metadata.file_name AS {PART}"
    ).createOrReplaceTempView(view)
    return engine.backend.table(view)


def _check_type(column: Column, field: pa.Field, file: str) -> None:
    kind = field.type
    if pa.types.is_null(kind):
        return
    if not _FITS[column.kind](kind):
        raise BadInput(f"{file}: column {field.name} is {kind}, but {_ADVICE[column.kind]}")


_ADVICE = {
    Kind.TEXT: "identifiers and names are text (string); numbers lose their leading zeros",
    Kind.DATE: "a day is a date32, or a timestamp without time zone",
    Kind.MONEY: "money in Parquet is int64 in the currency's smallest unit; or write CSV",
    Kind.INTEGER: "it must be a whole number (int64)",
    Kind.NUMBER: "it must be a number (float64)",
}


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_whole(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) and not pa.types.is_uint64(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def _is_day(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None))


_FITS: dict[Kind, Callable[[pa.DataType], bool]] = {
    Kind.TEXT: _is_text,
    Kind.DATE: _is_day,
    Kind.MONEY: _is_whole,
    Kind.INTEGER: _is_whole,
    Kind.NUMBER: _is_number,
}


def _cell_name(column: Column) -> str:
    return f"{'text' if column.kind is Kind.TEXT else 'typed'}_{column.name}"


def _cell(scan: ir.Table, column: Column, field: pa.Field) -> ir.Value:
    if pa.types.is_null(field.type):
        return ibis.null(column.ibis_type)
    return scan[field.name].cast(column.ibis_type)
