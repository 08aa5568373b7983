"""What do the long tests share? The people and the rules of the tests of the server."""

from tests.server.conftest import actor, administrator, desk, person
from tests.server.ledger.conftest import customer, invoice, payment, source
from tests.server.web.conftest import book

__all__ = [
    "actor",
    "administrator",
    "book",
    "customer",
    "desk",
    "invoice",
    "payment",
    "person",
    "source",
]
