"""In what do two policies differ?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from duly.book.policy.credit_policy import CreditPolicy


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One key whose value differs; None where the key is absent on that side."""

    key: str
    before: Any
    after: Any


def difference(before: CreditPolicy, after: CreditPolicy) -> tuple[PolicyChange, ...]:
    """Every key that differs, by the order of the file. Two equal policies give nothing."""
    old = dict(_leaves("", before.model_dump()))
    new = dict(_leaves("", after.model_dump()))
    keys = [*old, *(key for key in new if key not in old)]
    return tuple(
        PolicyChange(key, old.get(key), new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    )


def _leaves(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each single value with its key; a list item is known by its code, where it has one."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(f"{prefix}.{key}" if prefix else key, item)
    elif isinstance(value, tuple | list):
        for place, item in enumerate(value, start=1):
            code = item.get("code", place) if isinstance(item, dict) else place
            yield from _leaves(f"{prefix}[{code}]", item)
    else:
        yield prefix, value
