"""How does a template write what was done with a customer? `{% load work %}`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.translation import gettext_lazy as _

from duly.report import words
from duly.server.collecting.activities import ActivityKind, CallOutcome
from duly.server.platform.models.access import Role
from duly.server.web import figures
from duly.server.web.pages.users import ROLES
from duly.server.web.sentences import word

register = template.Library()
TABLES = {
    "accounts": _("Customers"),
    "invoices": _("Invoices"),
    "payments": _("Payments"),
    "allocations": _("Allocations"),
    "disputes": _("Disputes"),
    "promises": _("Promises"),
    "orders": _("Orders"),
    "statements": _("Financial statements"),
    "reports": _("Bureau reports"),
    "cover": _("Insurance cover"),
    "rates": _("Exchange rates"),
    "bank_lines": _("Bank lines"),
}
_NOT_DIALLED = re.compile(r"[^0-9+]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def activity(code: str) -> str:
    """A kind of activity in words."""
    return str(ActivityKind(code).label) if code in ActivityKind.values else code


@register.filter
def outcome(code: str) -> str:
    """How a call ended, in words; any other text stays as it is."""
    return str(CallOutcome(code).label) if code in CallOutcome.values else code


@register.filter
def phone_link(number: str) -> str:
    return f"tel:{_NOT_DIALLED.sub('', number)}"


@register.filter
def mail_link(address: str) -> str:
    """Without room for further header lines: everything but the address itself is quoted."""
    return f"mailto:{quote(address, safe='@')}"


register.filter("short_day", figures.short_day)


@register.filter
def column_meaning(code: str) -> str:
    """What a column of a file means in the book, in words."""
    return code.removeprefix("bucket:") if code.startswith("bucket:") else word(code, "field")


@register.filter
def column_name(code: str) -> str:
    """A column of a table of the book, in words."""
    return word(code, "field" if code in words.codes("field") else "table_column")


@register.simple_tag
def stored_value(column: str, value: Any, currency: str = "") -> Any:
    """A value of a table of the book, as a reader writes it: `amount_units`, `due_on`."""
    if value in (None, ""):
        return figures.DASH
    if column.endswith("_units"):
        return figures.money(int(value), currency)
    if column == "kind":
        return word(str(value), "document")
    return figures.day(value) if _DAY.fullmatch(str(value)) else value


@register.filter
def role_name(code: str) -> str:
    """A role in words."""
    return str(ROLES[Role(code)][0]) if code in Role.values else code


@register.filter
def table_name(code: str) -> str:
    """A table of the book, in words."""
    return str(TABLES.get(code, code))
