"""Does a message reach only the receiver it is for, and does a bad receiver do no harm?"""

import itertools
import ssl

import pytest
from tests.server.platform.webhooks.receiver import NAME, certificate, receiver

from duly.server.platform.webhooks.addresses import RefusedAddress
from duly.server.platform.webhooks.sending import LARGEST_BYTES, NotDelivered, post

OK = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("receiver"))


@pytest.fixture
def sent(pem):
    """Send to a receiver that answers so; what came of it, and what the receiver heard."""

    def send(answer, *, name=NAME, trusting=True, seconds=5.0):
        context = ssl.create_default_context(cafile=pem if trusting else None)
        doing = answer if callable(answer) else lambda line, _: line.sendall(answer)
        with receiver(pem, doing) as (port, heard):
            given = {"resolve": lambda _: "127.0.0.1", "context": context, "seconds": seconds}
            status = post(f"https://{name}:{port}/in", b"{}", {"Duly-Event": "x"}, **given)
        return status, heard[0]

    return send


def fails(code):
    return pytest.raises(NotDelivered, match=code)


def test_a_message_arrives_with_its_host_and_headers(sent):
    status, (head, body) = sent(OK)
    assert (status, body) == (204, b"{}")
    assert head.startswith("POST /in HTTP/1.1")
    assert f"Host: {NAME}" in head
    assert "Duly-Event: x" in head


def test_the_name_is_never_resolved_a_second_time(pem):
    asked = []

    def rebinding(target):
        asked.append(target)
        return "127.0.0.1"

    with receiver(pem, lambda line, _: line.sendall(OK)) as (port, _):
        context = ssl.create_default_context(cafile=pem)
        post(f"https://{NAME}:{port}/", b"{}", {}, resolve=rebinding, context=context)
    assert len(asked) == 1


@pytest.mark.parametrize("place", ["http://127.0.0.1/", "https://elsewhere.example/"])
def test_a_redirect_is_not_followed(sent, place):
    moved = f"HTTP/1.1 307 Moved\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
    with fails("redirected 307"):
        sent(moved.encode())


@pytest.mark.parametrize("status", [100, 199, 400, 404, 410, 500, 503])
def test_any_other_status_is_a_failure(sent, status):
    line = b"HTTP/1.1 %d Word\r\nContent-Length: 0\r\n\r\n" % status
    with pytest.raises(NotDelivered):
        sent(line)


def test_a_certificate_nobody_vouches_for_is_refused(sent):
    with fails("tls_failed"):
        sent(OK, trusting=False)


def test_a_certificate_of_another_name_is_refused(sent):
    with fails("tls_failed"):
        sent(OK, name="other.example.com")


def test_an_answer_without_end_is_cut(sent):
    def endless(line, _):
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(LARGEST_BYTES // 65_536 + 20):
            line.sendall(b"x" * 65_536)

    with fails("answer_too_large"):
        sent(endless)


def test_a_receiver_that_says_nothing_is_left(sent):
    with fails("too_slow"):
        sent(lambda line, _: line.recv(1), seconds=0.3)


def test_a_receiver_that_drips_is_left_when_the_time_for_all_is_up(sent):
    def drip(line, _):
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        line.settimeout(0.05)
        for number in itertools.count():
            line.sendall(b"X-%d: x\r\n" % number)
            try:
                line.recv(1)
                return
            except TimeoutError:
                continue

    with fails("too_slow"):
        sent(drip, seconds=0.5)


def test_nonsense_is_a_failure_and_no_crash(sent):
    with fails("not_reached"):
        sent(b"\x00\xff nonsense\r\n\r\n")


def test_a_closed_port_is_a_failure():
    with fails("not_reached"):
        post("https://hooks.example.com:9/", b"", {}, resolve=lambda _: "127.0.0.1")


def test_our_own_network_is_refused_before_anything_is_sent():
    with pytest.raises(RefusedAddress):
        post("https://localhost/", b"{}", {})


def test_a_message_that_is_too_large_is_not_sent():
    with fails("message_too_large"):
        post("https://example.com/", b"x" * (LARGEST_BYTES + 1), {})
