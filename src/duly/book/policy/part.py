"""What every part of a policy has in common: it is frozen, and refuses what it does not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class PolicyPart(BaseModel):
    """A frozen piece of a credit policy. An unknown key is an error, a typo is not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)
