"""What do the tests of security share? A book to act on, and programs that call."""

from tests.server.api.conftest import api, program
from tests.server.ledger.conftest import customer, invoice, payment, source
from tests.server.web.conftest import book, fresh_desk

__all__ = [
    "api",
    "book",
    "customer",
    "fresh_desk",
    "invoice",
    "payment",
    "program",
    "source",
]
