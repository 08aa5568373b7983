import os
import signal
import socket
import subprocess
import urllib.request
from contextlib import closing
from time import sleep

import pytest
from tests.cli.server.installed import duly

from duly.cli.server.processes import command


@pytest.fixture
def port():
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(port):
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
                return answer.read()
        except OSError:
            sleep(0.2)
    return b""


def test_a_new_installation_is_served_and_ends_when_told(tmp_path, port):
    words = command("serve", "--port", str(port), "--workers", "1")
    environment = {"DULY_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as desk:
        try:
            assert answers(port) == b'{"ready": true}'
        finally:
            desk.send_signal(signal.SIGTERM)
        assert desk.wait(60) == 0
        assert "duly user add NAME --role administrator" in desk.stderr.read()


def test_nothing_goes_on_answering_when_the_desk_was_killed(home, port):
    words = command("serve", "--port", str(port), "--workers", "1", "--no-worker")
    environment = {"DULY_HOME": str(home), "PATH": os.environ["PATH"]}
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as desk:
        try:
            assert answers(port) == b'{"ready": true}'
        finally:
            desk.kill()
    assert falls_silent(port)


def falls_silent(port):
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return True
        sleep(0.1)
    return False


def test_a_port_that_is_taken_is_refused_at_once(home):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = duly(home, "serve", "--port", taken.getsockname()[1])
    assert (ran.code, "cannot answer on" in ran.err) == (2, True)
