"""How is a page put together: template, stylesheet, escaping?"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from duly.report.figures import clean_text

LAYERS = (
    *("tokens", "elements", "frame", "cards", "tables", "narrow"),
    *("charts", "heat", "foresight", "print"),
)
"""The cascade layers in rising order of weight; one file each in `css/`."""


def render(template: str, **facts: Any) -> str:
    """The page as HTML. Everything but finished markup is escaped, control characters replaced."""
    return _environment().get_template(template).render(stylesheet=stylesheet(), **facts)


@cache
def stylesheet() -> Markup:
    """All layers as one stylesheet; a server may also serve the files of `css/` one by one."""
    folder = resources.files("duly.report") / "css"
    layers = [(folder / f"{layer}.css").read_text("utf-8") for layer in LAYERS]
    order = f"@layer {', '.join(LAYERS)};\n\n"
    return Markup(order + "\n".join(layers))  # noqa: S704 (files of our own)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("duly.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )


def _finalized(value: Any) -> Any:
    return clean_text(value) if type(value) is str else value
