"""Which texts does the desk show, and does every language have them all?

`python -m duly.server.web.catalogues` gathers the texts of templates and modules, brings
`locale/<language>/LC_MESSAGES/django.po` up to date and compiles it beside itself; it ends with 1
while a text is still untranslated. English is the source and has no catalogue.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SERVER = Path(__file__).parents[1]
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("de", "es", "fr")

_FUNCTIONS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Fixed, so that a catalogue changes only with its texts.
_DATED = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_FIGURE = re.compile(r"%\((\w+)\)[sd]|%([sd])|\{(\w*)\}|(</?\w+)")


def gathered() -> Catalog:
    """Every text of the server's templates and modules, with the files it stands in."""
    template = Catalog(domain="django", creation_date=_DATED, revision_date=_DATED, fuzzy=False)
    for path in sorted([*SERVER.rglob("*.py"), *SERVER.rglob("*.html")]):
        where = path.relative_to(SERVER).as_posix()
        for line, found, comments, context in _texts(path):
            template.add(found, locations=[(where, line)], auto_comments=comments, context=context)
    return template


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept; an empty one if there is none yet."""
    path = _path(language)
    source = BytesIO(path.read_bytes() if path.is_file() else b"")
    catalogue = read_po(source, locale=language, domain="django")
    catalogue.creation_date = catalogue.revision_date = _DATED
    catalogue.fuzzy = False
    return catalogue


def brought_up_to_date(language: str, template: Catalog) -> Catalog:
    """The catalogue with the texts of today: new ones empty, those no longer shown left out."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.project, catalogue.version, catalogue.language_team = "Duly", "desk", language
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.header_comment = "# The texts of the desk; `python -m duly.server.web.catalogues`."
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file."""
    kept = BytesIO()
    write_po(kept, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return kept.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file that Django reads."""
    kept = BytesIO()
    write_mo(kept, catalogue)
    return kept.getvalue()


def faults(catalogue: Catalog) -> list[str]:
    """The texts that are not translated, or not with the figures and marks of the English."""
    return [f"{_shown(each)}: {what}" for each in catalogue if each.id for what in _wrong(each)]


def main() -> int:
    """Bring every catalogue up to date and tell what is still missing; the exit code."""
    template = gathered()
    missing = 0
    for language in LANGUAGES:
        catalogue = brought_up_to_date(language, template)
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        found = faults(catalogue)
        missing += len(found)
        lines = [f"{language}: {len(catalogue)} texts, {len(found)} to mend", *found]
        sys.stdout.write("\n  ".join(lines) + "\n")
    return 1 if missing else 0


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _texts(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    source = path.read_text("utf-8")
    if path.suffix == ".html":
        # Indentation means nothing in a template, and something to the reader of Python.
        lines = templatize(source, origin=path.name).splitlines()
        source = "\n".join(line.lstrip() for line in lines)
    yield from extract("python", BytesIO(source.encode()), _FUNCTIONS, ["Translators:"])


def _wrong(message: Message) -> Iterator[str]:
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    kept = [each for each in said if each]
    if len(kept) < len(said) or message.fuzzy:
        yield "not translated"
        return
    english = (message.id,) if isinstance(message.id, str) else message.id
    wanted = _figures(english[-1])
    if _figures(kept[-1]) != wanted or any(_figures(each) - wanted for each in kept):
        yield f"other figures or marks than {sorted(wanted)}"


def _figures(text: str) -> set[str]:
    return {"".join(found) for found in _FIGURE.findall(text)}


def _shown(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main())
