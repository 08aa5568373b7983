"""Is what the environment says understood?"""

from pathlib import Path

import pytest

from duly.server.environment import named_folder


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("", None),
        (" ", None),
        ("/var/lib/duly/incoming", Path("/var/lib/duly/incoming")),
        ("incoming", Path.cwd() / "incoming"),
    ],
)
def test_a_folder_is_found_from_wherever_we_are_started(text, folder):
    assert named_folder(text) == folder
