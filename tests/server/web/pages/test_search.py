"""Does the search page lead to what was meant, and show every name as text?"""

from tests.server.web.example import MARKUP


def test_a_name_that_is_markup_is_found_and_stays_text(desk, book):
    page = desk.get("/search", {"q": "<script>"})
    assert MARKUP not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_number_that_names_one_customer_leads_there(desk, book):
    assert desk.get("/search?q=C05").status_code == 302
