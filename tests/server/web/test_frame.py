"""Is every page fit to be seen: on a telephone and a wide screen, light and dark, by everybody?"""

import pytest
from django.conf import settings
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait
from tests.server.web.addresses import pages
from tests.server.web.browser import browser, faults

from duly.server.platform.models import Approval
from duly.server.platform.models.access import Role

SIGN_IN = (
    "/sign-in/login/",
    "/sign-in/logout/",
    "/sign-in/password/change/",
    "/sign-in/reauthenticate/",
    "/sign-in/2fa/",
    "/sign-in/2fa/totp/activate",
    "/sign-in/2fa/webauthn/",
    "/sign-in/2fa/webauthn/add/",
    "/sign-in/password/reset/",
)
ERRORS = ("/no-such-page", "/customers?after=x", "/customers/999999999")


@pytest.fixture
def window(chromium, live_server, desk, book):
    """A browser in which the administrator has signed in."""
    with browser(chromium) as driver:
        driver.get(live_server.url + "/health")
        name = settings.SESSION_COOKIE_NAME
        driver.add_cookie({"name": name, "value": desk.cookies[name].value})
        yield driver


@pytest.fixture
def seen(window, live_server):
    """Look at addresses; gives what is wrong, by address."""

    def look(addresses):
        found = {address: faults(window, live_server.url + address) for address in addresses}
        return {address: wrong for address, wrong in found.items() if wrong}

    return look


def press(window, *keys):
    """Press the keys wherever the focus is; gives the text of what has it then."""
    for key in keys:
        window.switch_to.active_element.send_keys(key)
    return window.switch_to.active_element.text


def test_every_page_is_fit_to_be_seen(seen, desk):
    addresses = pages(desk)
    assert len(addresses) > 10
    assert seen(addresses) == {}


def test_signing_in_is_fit_to_be_seen(seen):
    assert seen(SIGN_IN) == {}


def test_errors_are_fit_to_be_seen(seen):
    unheard = {
        address: [line for line in wrong if "Failed to load resource" not in line]
        for address, wrong in seen(ERRORS).items()
    }
    assert [wrong for wrong in unheard.values() if wrong] == []


def test_a_page_that_is_unfit_would_be_noticed(seen, desk, monkeypatch):
    monkeypatch.setattr("duly.server.web.stylesheet._text", lambda: "body { width: 3000px }")
    (wrong,) = seen(["/customers"]).values()
    assert any("overflows" in line for line in wrong)


def test_keys_move_through_a_list_and_open_a_line(window, live_server):
    window.get(live_server.url + "/customers")
    assert press(window, "j") == "Customer 01"
    assert press(window, "j", "j", "k") == "Customer 02"
    press(window, Keys.ENTER)
    WebDriverWait(window, 10).until(lambda found: found.title.startswith("Customer 02"))


def test_a_slash_leads_to_the_search_and_types_nothing(window, live_server):
    window.get(live_server.url + "/customers")
    press(window, "/")
    assert window.switch_to.active_element.get_attribute("name") == "q"
    press(window, "j")
    assert window.switch_to.active_element.get_attribute("value") == "j"


def test_the_menu_of_a_telephone_opens_and_closes(window, live_server):
    window.set_window_size(520, 900)
    window.get(live_server.url + "/")
    menu = window.find_element(By.ID, "menu")
    assert not menu.is_displayed()
    window.find_element(By.CSS_SELECTOR, "[popovertarget=menu]").click()
    assert menu.is_displayed()
    press(window, Keys.ESCAPE)
    assert not menu.is_displayed()


def test_a_choice_of_a_filter_shows_at_once(window, live_server):
    window.get(live_server.url + "/customers")
    Select(window.find_element(By.ID, "grade")).select_by_visible_text("E")
    WebDriverWait(window, 10).until(lambda found: "grade=E" in found.current_url)
    assert "1 customer " in window.find_element(By.CLASS_NAME, "under").text


@pytest.mark.parametrize("address", SIGN_IN)
def test_signing_in_wears_our_look(desk, address):
    text = desk.get(address, follow=True).text
    assert "style." in text
    assert "Menu:" not in text


@pytest.mark.parametrize(("address", "status"), [*zip(ERRORS, (404, 400, 404), strict=True)])
def test_an_error_says_what_happened_and_leads_back(desk, book, address, status):
    response = desk.get(address)
    assert response.status_code == status
    assert 'href="/"' in response.text


def test_who_may_not_is_told_so(client, person):
    client.force_login(person(Role.VIEWER))
    response = client.get("/audit")
    assert response.status_code == 403
    assert "This is not open to you" in response.text


def test_a_fault_of_ours_promises_nothing_half_done(desk, monkeypatch):
    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("duly.server.web.pages.overview.page.latest_snapshot", fail)
    desk.raise_request_exception = False
    response = desk.get("/")
    assert response.status_code == 500
    assert "Something of ours broke" in response.text


def test_what_waits_for_approval_is_counted_in_the_menu(client, person, actor, book):
    Approval.objects.create(
        kind="policy.activate",
        subject_kind="policy",
        subject_id="1",
        payload={},
        payload_digest="0",
        asked_by=actor.user,
        asked_at=book.started_at,
        expires_at=book.started_at.replace(year=2100),
    )
    client.force_login(person(Role.APPROVER))
    assert '<span class="badge">1</span>' in client.get("/").text
