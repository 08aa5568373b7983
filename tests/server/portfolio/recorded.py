"""How does a book of the generator come into a test's database, without an import's ceremony?"""

from collections import Counter

from duly.server.ledger.models import Account, Entity, Import
from duly.server.ledger.models.imports import Stage
from duly.server.ledger.stored import LINES, STORED
from duly.server.platform import clock

_NAMED_BY = {"accounts": "account_id", "invoices": "invoice_id", "payments": "payment_id"}
_STATE = {"invoices": "open_units", "payments": "left_units"}


def record(tables):
    """Every row of the Arrow tables as a fact held for true, with what allocations have left."""
    source = Import.objects.create(
        stage=Stage.COMMITTED, file_name="book", file_digest="", started_at=clock.now()
    )
    numbers = {"entities": _entities(tables["invoices"].column("entity").to_pylist())}
    used = _used(tables["allocations"].to_pylist())
    for name, stored in STORED.items():
        rows = tables[name].to_pylist() if name in tables else []
        made = [_made(stored, row, numbers, used, source) for row in rows]
        stored.model.objects.bulk_create(made, batch_size=1_000)
        if name in _NAMED_BY:
            pairs = stored.model.objects.values_list(_NAMED_BY[name], "pk")
            numbers[name] = dict(pairs)
    _give_parents(tables["accounts"].to_pylist(), numbers["accounts"])
    return source


def _entities(codes):
    Entity.objects.bulk_create(
        Entity(code=code, currency="EUR") for code in sorted({*codes} - {None})
    )
    return dict(Entity.objects.values_list("code", "pk"))


def _used(allocations):
    used = Counter()
    for row in allocations:
        used["invoices", row["invoice_id"]] += row["amount_units"]
        used["payments", row["payment_id"]] += row["amount_units"]
        used["invoices", row["credit_note_id"]] -= row["amount_units"]
    return used


def _made(stored, row, numbers, used, source):
    columns = dict(_columns(stored, row, numbers))
    if stored.name != "accounts":
        columns |= {"recorded_at": clock.now(), "source": source}
    if stored.name in _STATE:
        left = row["amount_units"] - used[stored.name, row[_NAMED_BY[stored.name]]]
        columns[_STATE[stored.name]] = 0 if row.get("written_off_on") else left
    if stored.name == "statements":
        fields = {name: "shares" if name == "shares" else f"{name}_units" for name in LINES}
        columns["lines"] = {name: row[field] for name, field in fields.items() if row[field]}
    return stored.model(**columns)


def _columns(stored, row, numbers):
    for column in stored.columns:
        value = row[column.field]
        if column.name == "parent_id":
            continue
        if column.name in stored.links:
            name = stored.model._meta.get_field(stored.db_column(column).removesuffix("_id"))
            yield name.attname, numbers[stored.links[column.name]].get(value)
            continue
        field = stored.model._meta.get_field(stored.db_column(column))
        yield field.name, "" if value is None and not field.null else value


def _give_parents(rows, numbers):
    for row in rows:
        if row["parent_id"] in numbers:
            parent = numbers[row["parent_id"]]
            Account.objects.filter(pk=numbers[row["account_id"]]).update(parent=parent)
