"""Does the menu lead somewhere, and only where somebody may go?"""

import pytest

from duly.server.platform.rights import actor_of
from duly.server.web.navigation import MENU, address_of, menu

PLACES = [place for _, places in MENU for place in places]


def test_every_line_of_the_menu_leads_to_a_page():
    assert [place.route for place in PLACES if address_of(place.route) is None] == []


def test_the_menu_shows_nothing_one_may_not_open(client, person):
    someone = person("viewer")
    client.force_login(someone)
    lines = [line for _, group in menu(actor_of(someone), "/") for line in group]
    assert {line.place.route for line in lines}.isdisjoint({"imports", "audit", "worklist"})
    assert {client.get(line.address).status_code for line in lines} == {200}


@pytest.mark.parametrize(("path", "here"), [("/", "overview"), ("/customers/5", "customers")])
def test_the_line_of_the_page_is_marked(actor, path, here):
    marked = [line.place.route for _, group in menu(actor, path) for line in group if line.is_here]
    assert marked == [here]


def test_a_route_that_does_not_exist_leads_nowhere():
    assert address_of("no_such_page") is None
