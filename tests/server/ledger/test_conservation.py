from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.server.ledger.machine import Audited

FEW = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_whatever_is_done_no_cent_is_lost(db):
    run_state_machine_as_test(Audited, settings=FEW)
