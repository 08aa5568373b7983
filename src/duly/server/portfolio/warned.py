"""Of which customers is the reader warned, how gravely, and of which since the day before?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from duly.server.ledger.models import Account
from duly.server.platform.rights import Actor
from duly.server.portfolio.answers.look import Facts
from duly.server.portfolio.models import AccountDay, EarlyWarning, Snapshot
from duly.server.portfolio.stored import warnings_on

GRAVE = 1
"""The severity of a warning that cannot wait; the mildest is 4."""
_IS_GRAVE = Q(severity=GRAVE)
# More are not named in one query; the gravest are kept.
_MOST = 5_000


def gravely_warned(actor: Actor, snapshot: Snapshot) -> int:
    """How many customers have a grave warning."""
    grave = warnings_on(actor, snapshot).filter(_IS_GRAVE)
    return grave.order_by().values("account").distinct().count()


def newly_warned(changes: Facts) -> list[str]:
    """The numbers of the customers that have a warning they had not on the day stored before, the
    gravest first; `changes` are those of a snapshot."""
    found = sorted(changes.get("new_warnings") or [], key=lambda row: row["severity"])
    return list(dict.fromkeys(row["account_id"] for row in found))


def only_warned(days: QuerySet[AccountDay], snapshot: Snapshot) -> QuerySet[AccountDay]:
    """Those that are warned of, by whatever."""
    return _warned_by(days, EarlyWarning.objects.filter(snapshot=snapshot))


def only_gravely_warned(days: QuerySet[AccountDay], snapshot: Snapshot) -> QuerySet[AccountDay]:
    """Those with a grave warning."""
    return _warned_by(days, EarlyWarning.objects.filter(_IS_GRAVE, snapshot=snapshot))


def only_newly_warned(days: QuerySet[AccountDay], snapshot: Snapshot) -> QuerySet[AccountDay]:
    """Those with a warning they had not on the day stored before."""
    numbers = newly_warned(snapshot.changes)[:_MOST]
    accounts = Account.objects.filter(account_id__in=numbers)
    return days.filter(account__in=accounts.values("pk"))


def with_warnings(days: QuerySet[AccountDay], snapshot: Snapshot) -> QuerySet[AccountDay]:
    """With `grave_warnings`: how many each has."""
    own = EarlyWarning.objects.filter(_IS_GRAVE, snapshot=snapshot, account=OuterRef("account"))
    counted = own.order_by().values("account").annotate(n=Count("pk")).values("n")
    return days.annotate(grave_warnings=Coalesce(Subquery(counted), 0, output_field=IntegerField()))


def codes_of(snapshot: Snapshot, accounts: Iterable[int]) -> Mapping[int, list[tuple[str, bool]]]:
    """What each of these accounts is warned of, and whether that is grave; the gravest first."""
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    rows = EarlyWarning.objects.filter(snapshot=snapshot, account__in=accounts)
    listed = rows.order_by("severity", "code")
    for account, code, severity in listed.values_list("account_id", "code", "severity"):
        found[account].append((code, severity == GRAVE))
    return found


def _warned_by(
    days: QuerySet[AccountDay], warnings: QuerySet[EarlyWarning]
) -> QuerySet[AccountDay]:
    return days.filter(account__in=warnings.values("account"))
