"""What has every part of a policy in common? It is frozen, and refuses what it does not know."""

from __future__ import annotations

from typing import LiteralString

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

GRADES_MISSING: LiteralString = "{key} needs exactly the grades A, B, C, D, E and N"
MUST_NOT_RISE: LiteralString = "{key} must not rise from A to E"


class PolicyPart(BaseModel):
    """A frozen piece of a credit policy. An unknown key is an error, a typo is not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


def senseless(code: LiteralString, why: LiteralString, **facts: str) -> PydanticCustomError:
    """What is wrong across several keys: a code, and what it says with `{facts}` put in."""
    return PydanticCustomError(code, why, dict(facts))
