"""Can the API be looked up, by people and by programs, without a script or another host?"""

import json
import re

import pytest

from duly.server.api.interface import document


@pytest.fixture
def page(desk):
    response = desk.get("/api/")
    assert response.status_code == 200
    return response.content.decode()


def operations():
    return [one for path in document()["paths"].values() for one in path.values()]


def test_every_operation_and_type_can_be_looked_up(page):
    for operation in operations():
        assert f'id="{operation["operationId"]}"' in page
    for target in set(re.findall(r'href="#([^"]+)"', page)):
        assert f'id="{target}"' in page


def test_the_page_obeys_the_strict_policy(page):
    body = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", body)


def test_people_sign_in_to_read_it(client, db):
    assert client.get("/api/").status_code == 302


def test_programs_read_the_document_without_a_token(client, db):
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert json.loads(response.content)["openapi"].startswith("3.")


def test_every_operation_says_what_it_is_about_and_what_it_takes():
    for operation in operations():
        assert operation["summary"], operation["operationId"]
        assert operation["x-act"], operation["operationId"]
        assert operation["security"] == [{"Token": []}, {"Session": []}]


def test_every_text_that_comes_in_is_bounded():
    def texts(schema):
        if isinstance(schema, dict):
            if schema.get("type") == "string" and not {"format", "enum", "const"} & set(schema):
                yield schema
            for part in schema.values():
                yield from texts(part)
        elif isinstance(schema, list):
            for part in schema:
                yield from texts(part)

    bodies = [operation.get("requestBody", {}) for operation in operations()]
    names = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(bodies)))
    given = [document()["components"]["schemas"][name] for name in names]
    given += [one for operation in operations() for one in operation["parameters"]]
    loose = [
        one for part in given for one in texts(part) if not {"maxLength", "pattern"} & set(one)
    ]
    assert loose == []
