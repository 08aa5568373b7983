"""What do tests ask of a page and its drawings: well-formed, how wide, in words?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET


def parsed(svg: str) -> ET.Element:
    """The drawing as a tree; fails if it is not well-formed XML."""
    return ET.fromstring(svg)


def every(root: ET.Element, name: str, css: str = "") -> list[ET.Element]:
    """All elements of a name that wear a class (any, if none is given)."""
    return [e for e in root.iter(name) if not css or css in e.get("class", "").split()]


def share(text: str | None) -> float:
    """`25%` → 0.25."""
    assert text is not None
    assert text.endswith("%")
    return float(text[:-1]) / 100


def widths(root: ET.Element, css: str = "") -> list[float]:
    """The widths of all bars, as shares of the drawing."""
    return [share(bar.get("width")) for bar in every(root, "rect", css)]


def texts(root: ET.Element, css: str = "") -> list[str]:
    """All words drawn, without the titles shown when pointing."""
    return [element.text or "" for element in every(root, "text", css)]


def attributes(root: ET.Element) -> Iterator[str]:
    """The names of all attributes anywhere in the drawing."""
    for element in root.iter():
        yield from element.attrib


def codes_shown(page: str) -> set[str]:
    """Words with an underscore; what stands in the user's own file may hold them."""
    body = page[page.index("<body>") :]
    own = re.sub(r'<td class="(?:raw|account)[^>]*>.*?</td>', " ", body, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", own)
    return set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text))
