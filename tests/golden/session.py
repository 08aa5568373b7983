"""What does a document say a command prints, and what does it print?

A session is a text with commands and their output, as one would copy it from a terminal:

    $ duly policy check
    Duly default 2026.1 makes sense: …

A line that is only `…` stands for any lines left out. What a command does not answer with exit
code 0 ends with `[exit code 2]`. In Markdown, sessions stand in blocks marked `console`; a block
marked `diff` changes the file that `duly … > FILE` wrote last.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.command import duly

GAP = "…"
_BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the lines the document shows below it."""

    command: str
    shown: tuple[str, ...]

    def agrees(self, printed: list[str]) -> bool:
        """Is what is shown what is printed, but for what is left out?"""
        return list(self.shown) == self.shortened(printed)

    def shortened(self, printed: list[str]) -> list[str]:
        """What is printed, left out as much as the document leaves out."""
        if GAP not in self.shown:
            return printed
        gap = self.shown.index(GAP)
        tail = len(self.shown) - gap - 1
        return [*printed[:gap], GAP, *printed[len(printed) - tail :]]


def steps(text: str) -> list[Step]:
    """The commands of a plain session, each with the lines up to the next."""
    parts = re.split(r"^\$ ", text, flags=re.M)[1:]
    return [_step(part.splitlines()) for part in parts]


def _step(lines: list[str]) -> Step:
    shown = lines[1:]
    while shown and not shown[-1].strip():
        shown = shown[:-1]
    return Step(lines[0], tuple(shown))


def played(text: str, *, is_markdown: bool = False) -> Iterator[tuple[Step, list[str]]]:
    """Run every command of a session in the folder one stands in; each with what it printed."""
    written = Path()
    for kind, block in _blocks(text) if is_markdown else [("console", text)]:
        if kind == "diff":
            _change(written, block)
            continue
        for step in steps(block):
            printed, written = _run(step.command, written)
            yield step, printed


def _blocks(text: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in _BLOCK.finditer(text)]


def _run(command: str, written: Path) -> tuple[list[str], Path]:
    words, _, target = command.partition(" > ")
    name, *rest = shlex.split(words)
    assert name == "duly", f"only duly is run: {command}"
    ran = duly(*rest)
    lines = [line.rstrip() for line in (ran.out + ran.err).splitlines()]
    ending = [f"[exit code {ran.code}]"] if ran.code else []
    if target:
        written = Path(target)
        written.write_text(ran.out, encoding="utf-8")
        lines = []
    while lines and not lines[-1]:
        lines.pop()
    return [*lines, *ending], written


def _change(path: Path, diff: str) -> None:
    before = [line[1:] for line in diff.splitlines() if line.startswith("-")]
    after = [line[1:] for line in diff.splitlines() if line.startswith("+")]
    text = path.read_text(encoding="utf-8")
    for old, new in zip(before, after, strict=True):
        assert text.count(old) == 1, f"{path}: not there once: {old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def rewritten(text: str, results: list[tuple[Step, list[str]]]) -> str:
    """The document with what the commands print now in the place of what it shows."""
    place = 0
    for step, printed in results:
        old = "\n".join([f"$ {step.command}", *step.shown, ""])
        new = "\n".join([f"$ {step.command}", *step.shortened(printed), ""])
        place = text.index(old, place)
        text = text[:place] + new + text[place + len(old) :]
        place += len(new)
    return text
