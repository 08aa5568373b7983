"""What does a cell of text say, without the blanks around it and the characters nobody sees?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

# Tabs and line ends may stand inside a text; the other control characters break mail headers
# (U+000B), databases (U+0000) and terminals. The second range is written so that Java's and RE2's
# expressions read it alike.
CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
_OUTER_BLANKS = r"^[\s\x{A0}]+|[\s\x{A0}]+$"
_NEEDS_CARE = rf"{CONTROL}|^[\s\x{{A0}}]|[\s\x{{A0}}]$"


def clean(text: ir.StringValue) -> ir.StringValue:
    """The text without control characters and outer blanks; null if nothing is left."""
    visible = text.re_replace(CONTROL, "").re_replace(_OUTER_BLANKS, "")
    return ibis.ifelse(text.re_search(_NEEDS_CARE), visible.nullif(""), text.nullif(""))


def has_control(text: ir.StringValue) -> ir.BooleanValue:
    """Whether there are control characters in it."""
    return text.re_search(CONTROL)
