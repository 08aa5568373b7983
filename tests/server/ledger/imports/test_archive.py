import pytest
from tests.book.hostile import lying, zipped

from duly.book.findings import BadInput
from duly.server.ledger.imports.archive import unpack_tables


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def names_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


@pytest.mark.parametrize(
    ("parts", "unpacked"),
    [
        (["invoices.csv"], ["invoices.csv"]),
        (["book/invoices.csv", "book/accounts.csv"], ["accounts.csv", "invoices.csv"]),
        (["invoices/part-0.parquet", "accounts.csv"], ["accounts.csv", "invoices/part-0.parquet"]),
        (["invoices.csv", "__MACOSX/._x", "empty/"], ["invoices.csv"]),
    ],
)
def test_the_tables_of_a_book_are_unpacked(tmp_path, target, parts, unpacked):
    unpack_tables(zipped(tmp_path / "a.zip", dict.fromkeys(parts, b"x")), target)
    assert names_in(target) == unpacked


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"../invoices.csv": b"x"}, "elsewhere"),
        ({"/etc/invoices.csv": b"x"}, "elsewhere"),
        ({"a\\..\\invoices.csv": b"x"}, "no table"),
        ({"a/b/c/invoices.csv": b"x", "accounts.csv": b"x"}, "folders within folders"),
        ({"invoices.exe": b"x"}, "no table"),
        ({"Invoices.csv": b"x", "invoices.csv": b"y"}, "same name twice"),
        ({}, "holds no tables"),
        ({f"t{n}.csv": b"" for n in range(501)}, "501 files"),
        ({"invoices.csv": b"PK\x03\x04 and more"}, "archive within"),
    ],
)
def test_what_is_no_book_is_refused(tmp_path, target, parts, says):
    with pytest.raises(BadInput, match=says):
        unpack_tables(zipped(tmp_path / "a.zip", parts), target)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, target):
    bomb = zipped(tmp_path / "a.zip", {"invoices.csv": b"0" * (80 * 1024**2)})
    assert bomb.stat().st_size < 100_000
    with pytest.raises(BadInput, match="would unpack to 80 MiB"):
        unpack_tables(bomb, target)
    assert names_in(target) == []


def test_a_part_that_lies_about_its_size_is_cut_short(tmp_path, target):
    bomb = lying(tmp_path / "a.zip", "invoices.csv", b"0" * (30 * 1024**2))
    with pytest.raises(BadInput, match="more than the archive says"):
        unpack_tables(bomb, target)
    assert sum(path.stat().st_size for path in target.rglob("*.csv")) <= 1024**2
