"""Can a webhook be made to write into our own network?"""

import socket

import pytest

from duly.server.platform.webhooks import addresses
from duly.server.platform.webhooks.addresses import (
    RefusedAddress,
    Target,
    is_public,
    resolved,
    target_of,
)

OURS = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "not an address",
]
WORLD = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
URLS = {
    "http://example.com": "url_not_https",
    "ftp://example.com": "url_not_https",
    "file:///etc/passwd": "url_not_https",
    "//example.com": "url_not_https",
    "https://user:word@example.com": "url_with_password",
    "https://example.com\\@10.0.0.1": "url_with_password",
    "https://": "url_unreadable",
    "https:///path": "url_unreadable",
    "https://example.com#part": "url_unreadable",
    "https://example.com:99999": "url_unreadable",
    "https://exa mple.com": "url_unreadable",
    "https://example.com/\r\nHost: x": "url_unreadable",
    "https://exämple.com": "url_unreadable",
    "https://[::1": "url_unreadable",
    "https://example.com/" + "x" * 500: "url_unreadable",
}


@pytest.mark.parametrize("address", OURS)
def test_an_address_of_our_own_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", WORLD)
def test_an_address_of_the_world_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(("url", "code"), URLS.items())
def test_a_url_that_could_mislead_is_refused(url, code):
    with pytest.raises(RefusedAddress) as refused:
        target_of(url)
    assert refused.value.code == code


def test_a_plain_url_is_taken_apart():
    assert target_of("https://example.com:8443/in?k=1") == Target("example.com", 8443, "/in?k=1")


def test_one_private_answer_among_public_ones_is_enough_to_refuse(monkeypatch):
    answers_with(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(RefusedAddress, match="host_not_public"):
        resolved(target_of("https://example.com"))


def test_a_public_host_resolves_to_the_address_that_was_checked(monkeypatch):
    answers_with(monkeypatch, "8.8.8.8")
    assert resolved(target_of("https://example.com")) == "8.8.8.8"


def test_a_host_nobody_knows_is_refused(monkeypatch):
    def unknown(*given, **more):
        raise socket.gaierror

    monkeypatch.setattr(addresses.socket, "getaddrinfo", unknown)
    with pytest.raises(RefusedAddress, match="host_unknown"):
        resolved(target_of("https://example.com"))


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "[::1]", "localhost"])
def test_however_our_own_host_is_written_it_is_refused(host):
    with pytest.raises(RefusedAddress):
        resolved(target_of(f"https://{host}"))


def answers_with(monkeypatch, *found):
    def answer(host, port, **more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", answer)
