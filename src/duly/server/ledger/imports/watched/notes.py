"""What is written beside a file that was refused: why, and what to do?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from duly.server.ledger.models import Import
from duly.server.platform.refusals import Refused


def not_taken(name: str, folder: Path, problem: Refused | PermissionError) -> str:
    """The note beside a file that could not even be stored."""
    return f"{name} was not taken in.\n\n{_why(problem)} Then put it into {folder} again.\n"


def not_read(source: Import) -> str:
    """The note beside a file that is stored, and cannot be understood."""
    return (
        f"{source.file_name} could not be read.\n\n{source.problem}\n\n"
        f"Mend the file and put it into {source.watched_folder or 'the watched folder'} again; or "
        f"open import no. {source.pk} on the desk and say there what each column means.\n"
    )


def _why(problem: Refused | PermissionError) -> str:
    if isinstance(problem, PermissionError):
        return "It cannot be opened. Let the user as whom the desk runs read it."
    if problem.code == "upload_empty":
        return "It is empty. Export it again."
    most = settings.LARGEST_UPLOAD_BYTES // 1024**2
    return f"It is larger than {most} MB, the most the desk takes in. Split it."
