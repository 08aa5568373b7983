"""Which keys does a credit policy have, what do they mean, and what is shipped?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docs.reference_pages.markdown import page, table

from duly.book.policy.reading import default_policy_text

_HEADING = re.compile(r"^(\[\[?)([\w.]+)\]\]?\s*(?:#\s*(.*))?$")
_KEY = re.compile(r"^(\w+)\s*=\s*(.*?)\s*(?:\s#\s*(.*))?$")
_COMMENT = re.compile(r"^#(?!\s*-{3})\s?(.*)$")
_RULE = re.compile(r"^#\s*-{3,}\s*(.+)$")


@dataclass
class Section:
    """One table of the policy file: its heading, the comments about it, its keys."""

    heading: str
    about: list[str] = field(default_factory=list)
    rows: list[tuple[str, str, str]] = field(default_factory=list)


def policy_page() -> str:
    """Every key of the shipped policy with its value and comment, in the order of the file."""
    return page("The credit policy", *(_shown(section) for section in _sections()))


def _shown(section: Section) -> str:
    about = "\n".join(section.about)
    if any(line.startswith(" ") for line in section.about):
        about = f"```text\n{about}\n```"
    rows = [[f"`{key}`", f"`{value}`", meaning] for key, value, meaning in section.rows]
    keys = table(["key", "shipped", ""], rows) if rows else ""
    return "\n\n".join(part for part in (section.heading, about, keys) if part)


def _sections() -> Iterator[Section]:
    """The sections in the order of the file. A comment right above a heading belongs to it."""
    section, held = Section(""), list[str]()
    for line in _logical_lines(default_policy_text()):
        if comment := _COMMENT.match(line):
            held.append(comment[1])
        elif heading := _HEADING.match(line):
            yield section
            about = [*held, *([heading[3]] if heading[3] else [])]
            section = Section(f"### `{heading[1]}{heading[2]}{']' * len(heading[1])}`", about)
            held = []
        else:
            section.about += held
            held = []
            if rule := _RULE.match(line):
                yield section
                section = Section(f"## {rule[1][0].upper()}{rule[1][1:]}")
            elif key := _KEY.match(line):
                section.rows.append((key[1], key[2], key[3] or ""))
    yield section


def _logical_lines(text: str) -> Iterator[str]:
    """The lines of the file, an array over several of them taken as one."""
    held: list[str] = []
    for line in text.splitlines():
        held.append(line.strip() if held else line)
        code = "" if held[0].startswith(("#", "[")) else " ".join(_code(part) for part in held)
        if code.count("[") <= code.count("]"):
            yield _joined(held)
            held = []


def _joined(lines: list[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    comments = [line.split("#", 1)[1].strip() for line in lines if "#" in line]
    code = " ".join(_code(line) for line in lines)
    return f"{code}  # {' '.join(comments)}" if comments else code


def _code(line: str) -> str:
    return line.split("#", 1)[0].strip()
