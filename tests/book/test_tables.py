import pyarrow as pa
import pytest

from duly.book.tables import book_from_arrow


def test_a_column_that_is_none_of_the_book_is_refused_by_name(engine):
    with pytest.raises(ValueError, match=r"accounts: not columns of the book: \['shoe_size'\]"):
        book_from_arrow(engine, {"accounts": pa.table({"account_id": ["A"], "shoe_size": [42]})})


def test_a_table_the_source_lacks_is_there_and_empty(engine):
    book = book_from_arrow(engine, {"accounts": pa.table({"account_id": ["A"]})})
    assert engine.fetch(book.invoices).num_rows == 0
    assert book.present == {"accounts"}


def test_columns_the_source_lacks_are_not_known(engine):
    book = book_from_arrow(engine, {"accounts": pa.table({"account_id": ["A"]})})
    (row,) = engine.fetch(book.accounts).to_pylist()
    assert (row["account_id"], row["name"]) == ("A", None)
