"""What does an import say of customers, and what does it leave as it is?"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from duly.book.schema import ACCOUNTS

_SAYING = [name for name in ACCOUNTS.fields if name != "account_id"]


def completed(incoming: ir.Table, held: ir.Table) -> ir.Table:
    """The accounts of an import, with what it leaves unsaid as the ledger holds it.

    A row that has nothing but its number was only referred to. A parent that is not named may be
    one the file does not list: it stays.
    """
    known = held.select("account_id", **{f"known_{name}": held[name] for name in _SAYING})
    joined = incoming.left_join(known, "account_id")
    says = reduce(or_, (joined[name].notnull() for name in _SAYING))
    values = {name: ibis.ifelse(says, joined[name], joined[f"known_{name}"]) for name in _SAYING}
    values["parent_id"] = ibis.coalesce(joined.parent_id, joined.known_parent_id)
    return joined.select("account_id", **values)
