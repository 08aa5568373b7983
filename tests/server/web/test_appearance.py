"""Is it light or dark from the first byte on?"""

import pytest


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_page_carries_the_theme_somebody_chose(client, person, theme):
    client.force_login(person("viewer", theme=theme))
    assert f'data-theme="{theme}"' in client.get("/").text


def test_the_sign_in_page_remembers_the_theme_of_the_device(client, db):
    client.cookies["duly-theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/sign-in/login/").text


@pytest.mark.parametrize("kept", ["", "pink", '"><script>'])
def test_a_theme_nobody_knows_is_the_device_s(client, db, kept):
    client.cookies["duly-theme"] = kept
    assert 'data-theme="auto"' in client.get("/sign-in/login/").text
