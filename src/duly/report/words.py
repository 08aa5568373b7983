"""What does a code say to a reader?

Reasons, findings, warnings, metrics and nulls are codes with numbers everywhere below; here they
become sentences. `languages/<language>/<kind>.toml` holds them: one table per code, with
`title` (a few words), `says` (a sentence, or several of which the first whose figures are all
known is used; a table by plural form where `count` decides, `zero` for none at all) and, for
metrics and warnings, `definition`.

A figure in a sentence is `{name:form}`; the forms are those of `_forms`, `word` being the name of
another code. A new code needs only a new table in the TOML file of its kind, in every language. A
new language is a new folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from babel import Locale

from duly.report import local_figures
from duly.report.figures import currency_unit

Dress = Callable[[str, str], str]
"""What is done to a figure (and its form) before it enters its sentence: escaping, bold type."""


def _bare(text: str, _form: str) -> str:
    return text


def sentence(
    code: str,
    *,
    kind: str | None = None,
    language: str = "en",
    dress: Dress = _bare,
    **known: Any,
) -> str:
    """The sentence of a code, with its figures filled in.

    `known` are the raw figures (`observed=0.36`); the sentence says how each is written. Amounts
    in `units` need `currency`. A code without words is answered by a readable form of itself.
    """
    entry = _entry(code, kind, language)
    for pattern in _patterns(entry.get("says", ()), known, language):
        if _names(pattern) <= {name for name, value in known.items() if value is not None}:
            return _fill(pattern, known, dress, language)
    return title(code, kind=kind, language=language)


def title(code: str, *, kind: str | None = None, language: str = "en") -> str:
    """The name of a code in a few words, for a column or a chip."""
    return str(_entry(code, kind, language).get("title") or readable(code))


def definition(code: str, *, kind: str = "metric", language: str = "en") -> str | None:
    """How a metric is calculated, in one sentence; None if no one has written it yet."""
    found = _entry(code, kind, language).get("definition")
    return None if found is None else str(found)


def is_counted(code: str, *, kind: str, language: str = "en") -> bool:
    """Does the sentence of the code count anything? If not, it speaks of the whole file."""
    says = _entry(code, kind, language).get("says", {"other": "{count}"})
    listed = says if isinstance(says, list) else [says]
    texts = [
        text for each in listed for text in ([each] if isinstance(each, str) else each.values())
    ]
    return any("count" in _names(text) for text in texts)


def without_words(codes: Iterable[str], kind: str, language: str = "en") -> list[str]:
    """The codes that have no words yet: for a test of whoever makes codes."""
    worded = _kinds(language).get(kind, {})
    return sorted({code for code in codes if code not in worded})


def codes(kind: str, language: str = "en") -> list[str]:
    """Every code of a kind that has words."""
    return sorted(_kinds(language).get(kind, {}))


def readable(code: str) -> str:
    """A code as a reader can guess it: `late_share_90` → `Late share 90`."""
    spaced = " ".join(code.replace("_", " ").replace(".", " ").split())
    return spaced[:1].upper() + spaced[1:]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are words in."""
    folder = resources.files("duly.report") / "languages"
    return tuple(sorted(each.name for each in folder.iterdir() if each.is_dir()))


def _fill(pattern: str, known: Mapping[str, Any], dress: Dress, language: str) -> str:
    parts = []
    for literal, name, form, _ in Formatter().parse(pattern):
        parts.append(literal)
        if name is not None:
            parts.append(dress(_form(known[name], form or "", known, language), form or ""))
    return "".join(parts)


def _form(value: Any, form: str, known: Mapping[str, Any], language: str) -> str:
    if form == "word":
        return title(str(value), language=language)
    if isinstance(value, str) and form != "date":
        return value
    if form == "units":
        currency = str(known["currency"])
        amount = local_figures.units(int(value), currency, language)
        unit = currency_unit(currency)
        sides = (unit, amount) if language == "en" else (amount, unit)
        return "\u00a0".join(side for side in sides if side)
    return _forms(language)[form](value)


@cache
def _forms(language: str) -> Mapping[str, Callable[[Any], str]]:
    def number(value: float, places: int = 2) -> str:
        return local_figures.number(value, language, places)

    def measured(value: float, unit: str) -> str:
        forms = _entry(unit, "unit", language)["says"]
        form = local_figures.plural_form(value, language)
        return str(forms[form if form in forms else "other"].format(count=number(value, 1)))

    return {
        "": str,
        "plain": str,
        "number": number,
        "tenths": lambda value: number(value, 1),
        "count": lambda value: number(value, 0),
        "share": lambda value: local_figures.share(value, language),
        "date": lambda value: local_figures.date(value, language),
        "days": lambda value: measured(value, "days"),
        "years": lambda value: measured(value, "years"),
    }


def _names(pattern: str) -> set[str]:
    named = {name: form for _, name, form, _ in Formatter().parse(pattern) if name is not None}
    return set(named) | ({"currency"} if "units" in named.values() else set())


def _patterns(says: Any, known: Mapping[str, Any], language: str) -> list[str]:
    candidates = [says] if isinstance(says, str | Mapping) else list(says)
    return [
        text if isinstance(text, str) else text[_plural_form(text, known, language)]
        for text in candidates
    ]


def _plural_form(forms: Mapping[str, str], known: Mapping[str, Any], language: str) -> str:
    count = known.get("count") or 0
    if count == 0 and "zero" in forms:
        return "zero"
    form = Locale.parse(language).plural_form(count)
    # "A promise" stands for one alone, also where a language puts nothing at all in the singular.
    is_figure = bool(_names(forms.get(form, "")) & {"count", "observed"})
    return form if form in forms and (is_figure or count == 1) else "other"


def _entry(code: str, kind: str | None, language: str) -> Mapping[str, Any]:
    kinds = _kinds(language)
    if kind is not None:
        return kinds.get(kind, {}).get(code, {})
    return next((entries[code] for entries in kinds.values() if code in entries), {})


@cache
def _kinds(language: str) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    folder = resources.files("duly.report") / "languages" / language
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))
        for file in files
        if file.name.endswith(".toml")
    }
