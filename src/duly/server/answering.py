"""What does gunicorn do besides answering? It ends with `duly serve`, however that ended.

gunicorn reads this module as its configuration and calls `when_ready` before it starts those who
answer.
"""

from __future__ import annotations

import os
import signal
import threading
import time

_LOOKED_EVERY_SECONDS = 0.5


def when_ready(_server: object) -> None:
    """Whoever started us is looked at from now on."""
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKED_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
