"""How does one message get out: over TLS, to the address that was checked, and no further?"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping

from duly.server.platform.webhooks.addresses import Target, resolved, target_of

SECONDS = 5.0
LARGEST_BYTES = 1024**2
_AT_ONCE = 16_384


class NotDelivered(Exception):
    """The receiver did not take the message, which is tried again later. The code says why."""

    def __init__(self, code: str, status: int | None = None) -> None:
        super().__init__(code if status is None else f"{code} {status}")
        self.code = code
        self.status = status


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address it is given, while TLS and Host name the host.

    A timeout of a socket counts from one byte to the next; a receiver that sends one every few
    seconds would hold us for hours. So a timer cuts the line when the time for everything is up.
    """

    def __init__(
        self, target: Target, address: str, context: ssl.SSLContext, seconds: float
    ) -> None:
        super().__init__(target.host, target.port, timeout=seconds, context=context)
        self._address = address
        self._tls = context
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._line: socket.socket | None = None
        self.ran_out = False

    def connect(self) -> None:
        self._timer.start()
        self._line = socket.create_connection((self._address, self.port), self.timeout)
        # Detached from this one, the socket under TLS is the timer's to cut, whoever reads it.
        self.sock = self._tls.wrap_socket(self._line.dup(), server_hostname=self.host)

    def close(self) -> None:
        self._timer.cancel()
        super().close()
        if self._line is not None:
            self._line.close()

    def _cut(self) -> None:
        self.ran_out = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolve: Callable[[Target], str] = resolved,
    context: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> int:
    """Send a body and return the status, which is 2xx. Raises RefusedAddress or NotDelivered.

    No redirect is followed: it could lead where we would not go. Five seconds for everything from
    the first packet on; of the answer at most 1 MB is read, and thrown away.
    """
    if len(body) > LARGEST_BYTES:
        raise NotDelivered("message_too_large")
    target = target_of(url)
    connection = _Pinned(target, resolve(target), context or ssl.create_default_context(), seconds)
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        response = connection.getresponse()
        _read_away(response)
        if connection.ran_out:  # a line that was cut reads like an answer that ended
            raise TimeoutError
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered(_reason(connection, error)) from error
    finally:
        connection.close()
    return _taken(response.status)


def _taken(status: int) -> int:
    if 300 <= status < 400:
        raise NotDelivered("redirected", status)
    if not 200 <= status < 300:
        raise NotDelivered("not_taken", status)
    return status


def _read_away(response: http.client.HTTPResponse) -> None:
    read = 0
    while part := response.read1(_AT_ONCE):
        read += len(part)
        if read > LARGEST_BYTES:
            raise NotDelivered("answer_too_large")


def _reason(connection: _Pinned, error: Exception) -> str:
    if connection.ran_out or isinstance(error, TimeoutError):
        return "too_slow"
    return "tls_failed" if isinstance(error, ssl.SSLError) else "not_reached"
