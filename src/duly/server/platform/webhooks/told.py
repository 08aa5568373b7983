"""Of which events can somebody outside be told, and by which name?"""

from __future__ import annotations

# By the kind the log knows it as. What others are told keeps its name when the log changes.
NAMES = {
    "import.committed": "import.committed",
    "import.undone": "import.undone",
    "day.run": "day.completed",
    "policy.activated": "policy.activated",
    "promise.recorded": "promise.recorded",
    "dispute.opened": "dispute.opened",
    "dispute.closed": "dispute.closed",
    "grade.changed": "grade.changed",
}
TOLD = tuple(NAMES.values())
