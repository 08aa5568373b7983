"""What do the long tests share? The people and the rules of the tests of the server."""

from tests.cli.server.conftest import _installed, home
from tests.server.conftest import actor, administrator, desk, person
from tests.server.ledger.conftest import customer, invoice, payment, source
from tests.server.web.conftest import book

__all__ = [
    "_installed",
    "actor",
    "administrator",
    "book",
    "customer",
    "desk",
    "home",
    "invoice",
    "payment",
    "person",
    "source",
]
