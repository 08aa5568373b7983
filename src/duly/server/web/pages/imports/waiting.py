"""What waits of the watched folder, why, and does the folder still bring files in?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from duly.server.ledger.acts import WATCH
from duly.server.ledger.imports.watched.waiting import waiting_imports
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform.models import Job
from duly.server.web import figures
from duly.server.web.sentences import word

SENTENCES = {
    "form_not_known": _("No file with these columns was committed by a person before."),
    "undone_before": _("The same file was in the ledger before, and was undone."),
    "no_rows": _("Not one row of it could be understood."),
    "rows_set_aside": _("Rows that would be left out: %(observed)s."),
    "finding_is_new": _(
        "Something was found that was not in the file confirmed before: %(observed)s."
    ),
    "older_than_ledger": _(
        "It says how things stood on %(observed)s; a file as of %(threshold)s is in the ledger."
    ),
    "layout_differs": _(
        "Figures or days are written otherwise (%(observed)s) than in the file confirmed before "
        "(%(threshold)s)."
    ),
    "mapping_does_not_fit": _("What was confirmed of these columns before does not fit this file."),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """The folder that is watched, how many of its files wait, whether it can be read."""

    folder: str
    waiting: int
    is_closed: bool


def watched() -> Watched:
    """Files may wait that came in while a folder was still watched."""
    count = waiting_imports().count()
    if settings.WATCHED_FOLDER is None:
        return Watched("", count, is_closed=False)
    failed = Job.objects.filter(key=WATCH).exclude(last_error="")
    return Watched(str(settings.WATCHED_FOLDER), count, is_closed=failed.exists())


def is_waiting(source: Import) -> bool:
    return bool(source.watched_folder) and source.stage == Stage.READ


def why_waiting(source: Import) -> list[str]:
    """Why the desk did not commit it by itself, in the reader's language."""
    reasons = source.outcome.get("waits_for", ()) if is_waiting(source) else ()
    return [_sentence(reason) for reason in reasons]


def _sentence(reason: Mapping[str, Any]) -> str:
    words = SENTENCES.get(reason["code"])
    if words is None:
        return str(reason["code"])
    said = {key: _said(reason["code"], reason[key]) for key in ("observed", "threshold")}
    return gettext(words) % said


def _said(code: str, value: Any) -> str:
    if code == "finding_is_new":
        return word(str(value), "finding")
    if code == "older_than_ledger":
        return figures.day(value)
    return str(value)
