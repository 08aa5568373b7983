from tests.cli.server.installed import duly


def test_a_rotation_makes_a_new_key_and_is_told_in_the_log(home):
    ran = duly(home, "secrets", "rotate")
    assert (ran.code, ran.out) == (0, "0 secrets sealed anew\n")
    assert "Secrets sealed anew: 0" in duly(home, "audit", "show").out
    assert duly(home, "audit", "verify").code == 0


def test_keys_of_the_environment_are_left_to_their_owner(home):
    before = sorted(file.name for file in home.iterdir())
    key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    assert duly(home, "secrets", "rotate", DULY_FIELD_KEYS=key).code == 0
    assert sorted(file.name for file in home.iterdir()) == before
