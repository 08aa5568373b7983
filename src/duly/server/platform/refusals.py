"""Why was something not done that somebody was allowed to ask for?"""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The state of things does not allow it: every face answers with 409 and says why.

    `code` names the reason and `facts` its figures; the sentence is made at the face. Nothing was
    changed: who raises it leaves the transaction.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
