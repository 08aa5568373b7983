import pytest
from tests.cli.server.installed import duly


def test_a_user_is_made_and_listed(home):
    words = ("user", "add", "bob", "--role", "collector", "--entity", "DE01")
    assert "They choose a password at /sign-in/" in duly(home, *words).out
    assert "DE01" in duly(home, "user", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "ANN", "--role", "viewer"], "there is a user with this name"),
        (["add", "b b", "--role", "viewer"], "this cannot be a user; look at: username"),
        (["role", "ann", "viewer"], "this is the last administrator"),
        (["role", "eve", "viewer"], "there is no user 'eve'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_message(home, words, said):
    ran = duly(home, "user", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_a_weak_password_is_refused(home):
    words = ("user", "add", "bob", "--role", "viewer", "--password-stdin")
    ran = duly(home, *words, typed="12345\n")
    assert (ran.code, "look at: password" in ran.err) == (2, True)


def test_who_left_is_listed_as_such(home):
    duly(home, "user", "add", "bob", "--role", "viewer")
    assert duly(home, "user", "deactivate", "bob").code == 0
    assert "no more" in duly(home, "user", "list").out


def test_a_role_is_changed(home):
    duly(home, "user", "add", "bob", "--role", "viewer")
    assert duly(home, "user", "role", "bob", "approver").out == "bob may now sign in as approver\n"


def test_without_a_database_the_command_says_what_to_do(tmp_path):
    ran = duly(tmp_path, "user", "list")
    assert (ran.code, "run `duly migrate`" in ran.err) == (2, True)
