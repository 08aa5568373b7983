"""How do tests do several things at once on one database?"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection


@pytest.fixture
def in_parallel(transactional_db):
    """Run these at once, each on a connection of its own: what each returned or raised."""

    def run(acts: Sequence[Callable[[], object]], threads: int = 4) -> list[object]:
        def alone(act: Callable[[], object]) -> object:
            try:
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(threads) as pool:
            return [future.result() for future in [pool.submit(alone, act) for act in acts]]

    return run
