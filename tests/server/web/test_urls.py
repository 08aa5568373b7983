"""Does every page open, cheaply, without anything the Content Security Policy forbids?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.server.web.addresses import addresses, pages
from tests.server.web.example import MARKUP

MOST_QUERIES = 15
FORBIDDEN = re.compile(
    r"\sstyle=|<style|\son\w+=|hx-on|javascript:|<script(?![^>]*(src=|json))", re.I
)


def test_every_address_answers(desk, book):
    codes = {name: desk.get(address).status_code for name, address in addresses()}
    assert {name: code for name, code in codes.items() if code not in {200, 302, 404, 405}} == {}


def test_every_page_takes_few_queries(desk, book):
    taken = {}
    for address in pages(desk):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(address)
        taken[address] = len(queries)
    assert len(taken) > 10
    assert {address: count for address, count in taken.items() if count > MOST_QUERIES} == {}


def test_no_page_holds_inline_style_or_script(desk, book):
    found = {address: FORBIDDEN.findall(desk.get(address).text) for address in pages(desk)}
    assert {address: marks for address, marks in found.items() if marks} == {}


def test_a_name_that_is_markup_stays_a_name(desk, book):
    texts = [desk.get(address).text for address in pages(desk)]
    assert not any(MARKUP in text for text in texts)
    assert any("&lt;script&gt;" in text for text in texts)


def test_a_visitor_is_led_to_the_sign_in_page(client, book):
    for _, address in addresses():
        response = client.get(address)
        assert response.status_code in {302, 405}, address
        assert response.status_code == 405 or "/sign-in/login/" in response.url


@pytest.mark.parametrize("role", ["viewer", "collector", "auditor", "cash_clerk"])
def test_pages_open_for_every_role_that_sees_the_book(client, person, book, role):
    client.force_login(person(role))
    assert {client.get(page).status_code for page in ("/", "/customers", "/portfolio")} == {200}


@pytest.mark.parametrize("language", ["en", "fr", "de", "es"])
def test_pages_open_in_every_language(client, person, book, language):
    client.force_login(person("administrator", language=language))
    assert f'lang="{language}"' in client.get("/").text
    assert len(pages(client)) > 10
