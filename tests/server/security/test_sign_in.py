"""S8: can a password be guessed, and can one find out who works here?"""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache

from duly.server.platform.models.access import Role

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def fresh_counters(db):
    cache.clear()


@pytest.fixture
def hashed(monkeypatch):
    """Every password that reached the hasher: slow in use, so that guessing must not get there."""
    passwords = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, *rest, **given):
        passwords.append(password)
        return encode(self, password, *rest, **given)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return passwords


@pytest.fixture
def user(person):
    return person(Role.COLLECTOR)


def sign_in(client, login, password=PASSWORD, address="192.0.2.1"):
    form = {"login": login, "password": password}
    return client.post("/sign-in/login/", form, REMOTE_ADDR=address)


def text(answer):
    """What stands on the page, without what differs each time: the form's own marks."""
    page = answer.content.decode()
    return [
        line for line in page.splitlines() if "csrf" not in line.lower() and "login" not in line
    ]


@pytest.mark.parametrize("named", ["username", "email"])
def test_the_right_password_opens(client, user, named):
    assert sign_in(client, getattr(user, named)).status_code == 302
    assert client.get("/sign-in/login/").status_code == 302


def test_a_wrong_password_opens_nothing(client, user):
    assert sign_in(client, user.username, "wrong").status_code == 200
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_ones_none_reaches_the_hasher(client, user, hashed):
    for number in range(5):
        sign_in(client, user.username, f"wrong{number}", f"192.0.2.{number}")
    hashed.clear()
    for number in range(20):
        answer = sign_in(client, user.username, address=f"198.51.100.{number}")
        assert "_auth_user_id" not in client.session
        assert answer.status_code != 302
    assert hashed == []


def test_one_address_guesses_ten_times_whoever_it_guesses_at(client, person, hashed):
    names = [person(Role.VIEWER).username for _ in range(20)]
    hashed.clear()
    for name in names:
        sign_in(client, name, "wrong")
    assert len(hashed) <= 10 * hashes_of_one_try(client, person, hashed)


def hashes_of_one_try(client, person, hashed):
    name = person(Role.VIEWER).username
    before = len(hashed)
    sign_in(client, name, "wrong", "203.0.113.9")
    return len(hashed) - before


def test_somebody_elses_failures_do_not_keep_one_out(client, user, person):
    other = person(Role.VIEWER)
    for number in range(9):
        sign_in(client, other.username, "wrong", f"192.0.2.{number}")
    assert sign_in(client, user.username, address="192.0.2.200").status_code == 302


@pytest.mark.parametrize("unknown", ["nobody", "nobody@example.org"])
def test_who_is_not_there_gets_the_same_answer_after_the_same_work(client, user, hashed, unknown):
    known = user.email if "@" in unknown else user.username
    hashed.clear()
    answers = {}
    for login in (known, unknown):
        answer = sign_in(client, login, "wrong")
        answers[login] = (answer.status_code, text(answer), len(hashed))
        hashed.clear()
    assert answers[known] == answers[unknown]


@pytest.mark.parametrize("email", ["nobody@example.org", "known"])
def test_asking_for_a_new_password_tells_nobody_who_is_there(client, user, email):
    asked = {"email": user.email if email == "known" else email}
    answer = client.post("/sign-in/password/reset/", asked)
    assert (answer.status_code, answer.url) == (302, "/sign-in/password/reset/done/")


def test_nobody_makes_an_account_by_themselves(client, django_user_model):
    form = {"username": "eve", "email": "eve@example.org", "password1": PASSWORD}
    client.post("/sign-in/signup/", form)
    assert not django_user_model.objects.filter(username="eve").exists()


def test_the_session_changes_when_somebody_signs_in(client, user):
    client.get("/sign-in/login/")
    client.session["left_by_a_stranger"] = 1
    before = client.session.session_key
    sign_in(client, user.username)
    assert client.session.session_key != before


def test_nobody_is_led_elsewhere_after_signing_in(client, user):
    form = {"login": user.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/sign-in/login/", form).url == "/"
