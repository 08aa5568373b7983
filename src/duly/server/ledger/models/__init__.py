"""Which records make up the ledger?"""

from duly.server.ledger.models.accounts import Account, AccountRecord, Contact, Entity
from duly.server.ledger.models.calendars import Closure, Reopening
from duly.server.ledger.models.evidence import BureauReport, Cover, Order, Statement
from duly.server.ledger.models.facts import Allocation, Dispute, Invoice, Payment, Promise, Rate
from duly.server.ledger.models.imports import Import, ImportFinding

__all__ = [
    "Account",
    "AccountRecord",
    "Allocation",
    "BureauReport",
    "Closure",
    "Contact",
    "Cover",
    "Dispute",
    "Entity",
    "Import",
    "ImportFinding",
    "Invoice",
    "Order",
    "Payment",
    "Promise",
    "Rate",
    "Reopening",
    "Statement",
]
