import os
import signal
import sys
import threading

from duly.cli.server.processes import run_together

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_it_ends_as_the_main_process_ends():
    assert run_together([sys.executable, "-c", "raise SystemExit(3)"], [FOREVER, FOREVER]) == 3


def test_it_ends_well_when_told_to():
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    assert run_together(FOREVER, [FOREVER]) == 0


def test_nothing_need_run_beside():
    assert run_together([sys.executable, "-c", ""], []) == 0
