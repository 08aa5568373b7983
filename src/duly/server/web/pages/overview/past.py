"""How did the key figures of the whole book stand on the days before?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.server.portfolio.models import Snapshot

_FIGURES = {
    "open_units": "figures__open_units",
    "overdue_units": "figures__overdue_units",
    "dso_days": "figures__headline__dso_days",
    "expected_loss_units": "figures__expected_loss_units",
}


def past(days: int) -> list[Mapping[str, Any]]:
    """The last so many stored days, oldest first. The database takes out these figures alone:
    reading all that is kept of thirty days would cost more than the rest of the page."""
    complete = Snapshot.objects.filter(is_complete=True).order_by("-as_of")
    rows = complete.values_list(*_FIGURES.values())[:days]
    return [dict(zip(_FIGURES, row, strict=True)) for row in reversed(rows)]
