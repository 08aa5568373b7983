"""What does docs/reference say? Every page is written from the code, so that it cannot lag."""

from __future__ import annotations

from pathlib import Path

from docs.reference_pages.commands import commands_page
from docs.reference_pages.metrics import metrics_page
from docs.reference_pages.policy import policy_page
from docs.reference_pages.words import codes_page
from docs.reference_pages.xray_json import xray_json_page

FOLDER = Path(__file__).parents[1] / "reference"


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    return {
        "commands.md": commands_page(),
        "policy.md": policy_page(),
        "codes.md": codes_page(),
        "metrics.md": metrics_page(),
        "xray-json.md": xray_json_page(),
    }


def write_pages(folder: Path = FOLDER) -> None:
    """Write every page, and take away those that are no longer written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in folder.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
