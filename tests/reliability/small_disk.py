"""R16: a disk of a few megabytes that can be filled up, and emptied again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotMount(Exception):
    """This machine lets us mount nothing, and why."""


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A folder on a disk of its own in memory; gone in the end."""
    place.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        raise CannotMount("only root may mount a small disk")
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    if made.returncode:
        raise CannotMount(f"no small disk could be mounted: {made.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def filled_up(disk: Path, left_kilobytes: int = 0) -> Iterator[None]:
    """The disk with only so much room left inside the block."""
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        try:
            for _ in range((free // 1024 - left_kilobytes) // 64):
                file.write(bytes(64 * 1024))
            file.flush()
        except OSError:
            pass  # others wrote meanwhile: now it is full, as it should be
    try:
        yield
    finally:
        ballast.unlink()
