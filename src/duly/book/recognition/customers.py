"""Whose are the lines, and what does the file say about each customer?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from duly.book.findings import BadInput
from duly.book.recognition.contents import country_codes, terms_in
from duly.book.recognition.day_columns import NO_DAY
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.reading_lines import ReadLines
from duly.book.recognition.row_currencies import RowCurrencies
from duly.book.recognition.words import without_accents

TEXTS = ("name", "parent_id", "segment", "sector", "email", "phone", "vat_id")


@dataclass(frozen=True)
class Customers:
    """`ids` holds the account of each line; null where the line names no customer."""

    ids: pa.Array
    names: pa.Array


def customers_of(read: ReadLines, log: FindingLog) -> Customers:
    """The account of each line: its number, else its name. Lines without either are set aside."""
    ids, names = read.cells("account_id"), read.cells("name")
    if read.data.group_ids is not None:
        ids = pc.coalesce(read.data.group_ids, ids)
        names = pc.coalesce(read.data.group_names, names)
        log.say("customer_from_heading", count=read.count)
    elif not (read.has("account_id") or read.has("name")):
        raise BadInput(
            "No column with the customer was found, neither a number nor a name. "
            "Name the column in a mapping (mapping.toml)."
        )
    if read.data.filled_down:
        log.say("customer_from_line_above", count=read.count)
    missing = _flags(ids.is_null())
    log.note(missing & _flags(names.is_valid()), "derived_account_id", column=read.source("name"))
    ids = pc.coalesce(ids, names)
    source = read.source("account_id") or read.source("name")
    log.set_aside(_flags(ids.is_null()), "missing_account", column=source)
    return Customers(ids, names)


def _flags(values: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(values.to_numpy(zero_copy_only=False))


def accounts_table(
    customers: Customers, read: ReadLines, currencies: RowCurrencies, log: FindingLog
) -> pa.Table:
    """One row an account, in order of appearance, with what most of its lines say."""
    kept = log.accepted
    accounts = customers.ids.filter(pa.array(kept)).dictionary_encode()
    ids = accounts.dictionary
    at = accounts.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    columns: dict[str, pa.Array] = {"account_id": ids}
    for book in TEXTS:
        cells = customers.names if book == "name" else read.cells(book)
        code = "several_names" if book == "name" else None
        columns[book] = _commonest(at, len(ids), cells.filter(pa.array(kept)), log, code)
    columns["country"] = _countries(at, len(ids), read, kept, log)
    columns["terms_days"] = _terms(at, len(ids), read, kept)
    codes = pa.array(currencies.codes).take(pa.array(currencies.index))
    columns["currency"] = _commonest(at, len(ids), codes.filter(pa.array(kept)), log, None)
    if read.has("credit_limit"):
        limits = read.money("credit_limit")
        texts = pa.array(limits.units, mask=~limits.readable).cast(pa.string())
        chosen = _commonest(at, len(ids), texts.filter(pa.array(kept)), log, "several_limits")
        columns["credit_limit_units"] = chosen.cast(pa.int64())
    return pa.table(columns)


def _commonest(
    at: NDArray[np.int64], count: int, cells: pa.Array, log: FindingLog, code: str | None
) -> pa.Array:
    """For each account the commonest value of its lines; the first of equals, null if none."""
    encoded = cells.dictionary_encode()
    valid = _flags(cells.is_valid())
    values = max(1, len(encoded.dictionary))
    value = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    pairs, times = np.unique(at[valid] * values + value[valid], return_counts=True)
    ranked = np.lexsort((pairs % values, -times, pairs // values))
    owners, first = np.unique((pairs // values)[ranked], return_index=True)
    chosen = np.full(count, -1, dtype=np.int64)
    chosen[owners] = (pairs % values)[ranked][first]
    several = int((np.bincount(pairs // values, minlength=1) > 1).sum())
    if several and code:
        log.say(code, count=several)
    return encoded.dictionary.take(pa.array(chosen, mask=chosen < 0))


def _countries(
    at: NDArray[np.int64], count: int, read: ReadLines, kept: NDArray[np.bool_], log: FindingLog
) -> pa.Array:
    cells = read.cells("country")
    codes = [country_codes().get(without_accents(text)) if text else None for text in _once(cells)]
    places = cells.dictionary_encode().indices
    known = pa.array(codes, pa.string()).take(places) if codes else cells
    unknown = _flags(known.is_null()) & _flags(cells.is_valid())
    log.note(unknown, "unknown_country", column=read.source("country"), cells=cells)
    return _commonest(at, count, known.filter(pa.array(kept)), log, None)


def _once(cells: pa.Array) -> list[str]:
    return list(cells.dictionary_encode().dictionary.to_pylist())


def _terms(at: NDArray[np.int64], count: int, read: ReadLines, kept: NDArray[np.bool_]) -> pa.Array:
    days = read.whole("terms_days", terms_in)[kept]
    best = np.full(count, NO_DAY, dtype=np.int64)
    known = days != NO_DAY
    pairs, times = np.unique(np.column_stack([at[known], days[known]]), axis=0, return_counts=True)
    for order in np.lexsort((-pairs[:, 1], times)) if len(pairs) else []:
        best[pairs[order, 0]] = pairs[order, 1]
    return pa.array(best, mask=best == NO_DAY)
