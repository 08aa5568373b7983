import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duly.book.engines import duckdb_engine

ROWS = pa.table({"name": ["a", "b"], "units": pa.array([1, 2], pa.int64())})


@pytest.fixture(params=["engine", pytest.param("spark", marks=pytest.mark.spark)])
def place(request):
    return request.getfixturevalue(request.param)


def test_what_is_held_comes_back_as_it_was(place):
    assert place.fetch(place.table(ROWS)).to_pylist() == ROWS.to_pylist()


def test_what_is_kept_stays_when_its_source_changes(place):
    held = place.table(ROWS)
    kept = place.keep(held.mutate(double=held.units * 2))
    assert [row["double"] for row in place.fetch(kept.order_by("name")).to_pylist()] == [2, 4]


def test_rows_come_in_batches_typed_as_the_expression_says(place):
    held = place.table(ROWS)
    batches = list(place.batches(held.select("units", name=held.name).order_by("units"), 1))
    assert {batch.schema.field("units").type for batch in batches} == {pa.int64()}
    assert [row for batch in batches for row in batch.to_pylist()] == [
        {"units": 1, "name": "a"},
        {"units": 2, "name": "b"},
    ]


def test_no_rows_come_in_no_batches_that_hold_any(place):
    empty = place.empty(ibis.schema({"name": "string"}))
    assert sum(batch.num_rows for batch in place.batches(empty, 10)) == 0


def test_batches_wait_for_what_is_still_being_kept(engine):
    wide = ibis.range(2_000_000).unnest().name("n").as_table()
    for _ in range(5):
        kept = engine.keep(wide.mutate(twice=wide.n * 2))
        assert sum(batch.num_rows for batch in engine.batches(kept, 250_000)) == 2_000_000


def test_a_table_made_in_an_expression_can_be_kept(engine):
    kept = engine.keep(ibis.memtable({"x": [1, 2, 3]}))
    assert engine.fetch(kept.agg(n=kept.count())).to_pylist() == [{"n": 3}]


def test_an_empty_table_has_the_columns_asked_for(place):
    empty = place.empty(ibis.schema({"name": "string", "half": "float64"}))
    assert place.fetch(empty).num_rows == 0
    assert empty.schema() == ibis.schema({"name": "string", "half": "float64"})


def test_parquet_is_read_from_a_file_and_from_a_folder_of_parts(place, tmp_path):
    pq.write_table(ROWS, tmp_path / "one.parquet")
    alone = place.fetch(place.parquet(tmp_path / "one.parquet"))
    pq.write_table(ROWS, tmp_path / "two.parquet")
    assert (alone.num_rows, place.fetch(place.parquet(tmp_path)).num_rows) == (2, 4)


def test_an_engine_may_be_given_less_memory_and_fewer_threads():
    small = duckdb_engine(memory_limit="100MB", threads=1)
    assert small.fetch(small.table(ROWS)).num_rows == 2
