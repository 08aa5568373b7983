"""Is an archive refused before it fills the memory, the disk, or another folder?"""

import zipfile

import pytest
from tests.book.hostile import link, lying, zipped

from duly.book.findings import BadInput
from duly.book.zip_parts import is_zip, parts_of, pieces, shown_name

TEXT = b"some text " * 300_000


def contents(file):
    with file.open("rb") as packed:
        return {part.filename: b"".join(pieces(packed, part)) for part in parts_of(file)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_in_an_archive_is_read_piece_by_piece(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.csv", TEXT)
        archive.writestr("empty.csv", b"")
    assert contents(tmp_path / "a.zip") == {"a.csv": TEXT, "empty.csv": b""}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18])
def test_a_damaged_archive_is_refused(tmp_path, content):
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"damaged|overlap|holds"):
        parts_of(file)


def altered(file, before, after):
    """The archive with these bytes in place of those, wherever they stand."""
    file.write_bytes(file.read_bytes().replace(before, after))
    return file


def test_parts_that_overlap_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", b"x" * 100)
        archive.writestr("b.csv", b"x" * 100)
    size = (100).to_bytes(4, "little")
    with pytest.raises(BadInput, match="overlap"):
        parts_of(altered(tmp_path / "a.zip", size * 2, (400).to_bytes(4, "little") + size))


def test_too_many_files_are_refused(tmp_path):
    with pytest.raises(BadInput, match="501 files"):
        parts_of(zipped(tmp_path / "a.zip", {f"t{n}.csv": b"" for n in range(501)}))


@pytest.mark.parametrize("most_bytes", [1_000_000, 4 * 1024**3])
def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path, most_bytes):
    with pytest.raises(BadInput, match="would unpack to 80 MiB"):
        parts_of(zipped(tmp_path / "a.zip", {"a.csv": b"0" * (80 * 1024**2)}), most_bytes)


def test_a_part_that_lies_about_its_size_is_not_read_on(tmp_path):
    file = lying(tmp_path / "a.zip", "a.csv", b"0" * 10_000)
    with pytest.raises(BadInput, match=r"'a\.csv' unpacks to more than the archive says"):
        contents(file)


def test_a_part_under_a_password_is_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"a.csv": b"x"})
    entry = b"PK\x01\x02\x14\x03\x14\x00"
    with pytest.raises(BadInput, match="protected by a password"):
        parts_of(altered(file, entry + b"\x00\x00", entry + b"\x01\x00"))


def test_a_link_is_refused(tmp_path):
    with pytest.raises(BadInput, match="holds a link"):
        parts_of(link(tmp_path / "a.zip", "/etc/passwd"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.csv", b"x")
    with pytest.raises(BadInput, match="packed in a way that cannot be read"):
        contents(tmp_path / "a.zip")


def test_a_damaged_part_is_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"a.csv": TEXT[:50_000]})
    begins = 30 + len("a.csv")
    content = bytearray(file.read_bytes())
    content[begins : begins + 4] = b"\xff" * 4
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"'a\.csv' is damaged"):
        contents(file)


def test_a_zip_is_known_by_its_beginning(tmp_path):
    assert is_zip(zipped(tmp_path / "list.csv", {"a": b""}))
    (tmp_path / "a.zip").write_bytes(b"a;b\n")
    assert not is_zip(tmp_path / "a.zip")


def test_of_a_long_name_the_end_is_told():
    assert shown_name(zipfile.ZipInfo("x" * 100 + "y.csv")) == repr("x" * 55 + "y.csv")
