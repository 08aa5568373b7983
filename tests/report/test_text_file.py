import os
from pathlib import Path

import pytest

from duly.report.text_file import whole_file, write_text


def test_text_is_written_as_utf8_without_changed_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "t.html", "Łódź\r\nx\n")
    assert (tmp_path / "t.html").read_bytes() == "Łódź\r\nx\n".encode()


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    write_text(tmp_path / "t", "old, and longer")
    write_text(tmp_path / "t", "new")
    assert (tmp_path / "t").read_text() == "new"
    assert len(list(tmp_path.iterdir())) == 1


def _fail_half_way(path: Path) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_text("half")
        raise OSError("disk full")


def test_a_failure_keeps_the_older_file_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_text(tmp_path / "t", "old")
    with pytest.raises(OSError, match="disk full"):
        _fail_half_way(tmp_path / "t")
    assert [file.name for file in tmp_path.iterdir()] == ["t"]
    assert (tmp_path / "t").read_text() == "old"


def test_others_may_read_a_report_as_far_as_the_mask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "t", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "t").stat().st_mode & 0o777 == 0o640
