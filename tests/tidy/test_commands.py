"""Can every command be looked up in docs/reference?"""

from docs.reference_pages.commands import commands

from tests.tidy import tree

REFERENCE = tree.ROOT / "docs" / "reference" / "commands.md"


def test_every_command_has_a_heading_in_the_reference():
    reference = tree.text(REFERENCE) if REFERENCE.exists() else ""
    headings = {path: f"\n## `duly {' '.join(path)}`\n" for path in commands()}
    assert [path for path, heading in headings.items() if heading not in reference] == []
