"""What does the shipped policy say beside each of its keys?"""

from __future__ import annotations

import re
from functools import cache

from duly.book.policy.reading import default_policy_text

_HEADING = re.compile(r"^(?:# )?(\[\[?)([\w.]+)\]\]?\s*(?:#\s*(.*))?$")
_KEY = re.compile(r"^(?:# )?(\w+)\s*=\s*[^#]*(?:\s#\s*(.*))?$")


@cache
def comments() -> dict[str, str]:
    """Key, as `limits.peak_factor`, to the comment that stands on its line.

    Keys that are shipped switched off (`# approver_cap = …`) count; grades of the terms matrix
    share `terms.matrix.GRADE`; of a characteristic's own lines nothing is taken.
    """
    found: dict[str, str] = {}
    section = ""
    for line in default_policy_text().splitlines():
        if heading := _HEADING.match(line):
            section = re.sub(r"(?<=terms\.matrix\.)\w$", "GRADE", heading[2])
            section += "[]" if heading[1] == "[[" else ""
        elif (key := _KEY.match(line)) and key[2] and not section.endswith("[]"):
            found.setdefault(f"{section}.{key[1]}".lstrip("."), key[2])
    return found
