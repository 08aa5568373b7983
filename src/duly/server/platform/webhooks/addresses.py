"""May a message go to this address? Never into our own network, whatever its name resolves to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ways to write an IPv4 address inside an IPv6 one: the inner one decides.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.ip_network("::/96")
# Addresses of clouds' own services that are not private by their range.
_METADATA = {
    ipaddress.ip_address("100.100.100.200"),
    ipaddress.ip_address("168.63.129.16"),
    ipaddress.ip_address("fd00:ec2::254"),
}
LONGEST_URL = 500


class RefusedAddress(ValueError):
    """Nothing is sent there. The code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the name for TLS and the Host header, the port, and the path."""

    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """The parts of an address that may be written to at all. Raises RefusedAddress."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise RefusedAddress("url_unreadable")
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as error:
        raise RefusedAddress("url_unreadable") from error
    if parts.scheme != "https":
        raise RefusedAddress("url_not_https")
    if parts.username is not None or parts.password is not None or "\\" in url:
        raise RefusedAddress("url_with_password")
    if not parts.hostname or parts.fragment:
        raise RefusedAddress("url_unreadable")
    path = parts.path or "/"
    return Target(parts.hostname, port, f"{path}?{parts.query}" if parts.query else path)


def resolved(target: Target) -> str:
    """An address of the host, after making sure that every one of them is public.

    The caller connects to what is returned and asks no second time, as the answer may change.
    """
    try:
        answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedAddress("host_unknown") from error
    found = [str(answer[4][0]) for answer in answers]
    if not found:
        raise RefusedAddress("host_unknown")
    if not all(is_public(address) for address in found):
        raise RefusedAddress("host_not_public")
    return found[0]


def is_public(text: str) -> bool:
    """Whether the address belongs to the open internet: not private, local, shared or reserved."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if address in _METADATA:
        return False
    inner = _inner(address)
    if inner is not None:
        return is_public(str(inner))
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_special and not address.is_private


def _inner(address: IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address a tunnel or translator would take this one to."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or address in _NAT64_LOCAL or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
