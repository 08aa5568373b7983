"""Is the stylesheet whole, and kept by browsers only as long as it is the same?"""

import re

from duly.report.pages import stylesheet as report_styles
from duly.server.web.stylesheet import OF_THE_DESK, OF_THE_REPORTS, stylesheet_address


def test_the_stylesheet_is_kept_for_a_year(client):
    response = client.get(stylesheet_address())
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]


def test_another_digest_is_another_file(client, db):
    assert client.get("/style.0000000000000000.css").status_code == 404


def test_every_layer_has_its_place_in_the_order(client):
    text = client.get(stylesheet_address()).text
    named = set(re.findall(r"@layer ([\w-]+) \{", text))
    assert named == {*OF_THE_REPORTS, *OF_THE_DESK}
    assert text.count("{") == text.count("}")


def test_pages_and_reports_wear_the_same_tokens(client):
    tokens = re.compile(r"--[\w-]+: light-dark\([^;]+;")
    text = client.get(stylesheet_address()).text
    assert set(tokens.findall(str(report_styles()))) <= set(tokens.findall(text))
