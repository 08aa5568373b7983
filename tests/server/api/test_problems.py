"""Is every refusal told in one shape, with the status it deserves?"""

import pytest
from django.test import Client

SHAPE = {"code", "message", "field", "facts"}


def refused(response, status, code):
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert set(response.json()) == SHAPE
    return response.json()


def test_without_token_or_session_the_answer_is_401(nobody, db):
    response = nobody.get("accounts")
    refused(response, 401, "signed_out")
    assert "Bearer" in response.headers["WWW-Authenticate"]


def test_a_wrong_token_is_not_saved_by_a_session(desk):
    headers = {"Authorization": "Bearer duly_0000000000_wrong"}
    refused(desk.get("/api/v1/accounts", headers=headers), 401, "signed_out")


def test_a_token_without_the_scope_is_refused(reader):
    refused(reader.get("users"), 403, "not_allowed")


def test_rights_are_asked_before_the_body_is_read(reader):
    refused(reader.post("webhooks", {"nonsense": 1}), 403, "not_allowed")


def test_what_does_not_exist_is_404(api):
    refused(api.get("accounts/NOBODY"), 404, "not_found")


@pytest.mark.parametrize("path", ["", "v2", "nothing/here", "accounts/"])
def test_an_address_that_leads_nowhere_is_404_in_the_same_shape(api, path):
    refused(api.get(path), 404, "not_found")


def test_a_malformed_value_names_its_field(api):
    told = refused(api.get("accounts", limit="many"), 422, "value_error")
    assert told["field"] == "limit"


def test_a_field_of_the_body_is_named_by_its_path(api):
    told = refused(
        api.post("webhooks", {"url": "https://a.example", "kinds": ["x"]}), 422, "literal_error"
    )
    assert told["field"] == "kinds.0"


def test_a_parameter_nobody_knows_is_refused(api):
    told = refused(api.get("accounts", acount_id="A"), 422, "unknown_parameter")
    assert told["field"] == "acount_id"


def test_a_field_nobody_knows_is_refused(api):
    body = {"url": "https://a.example", "kinds": ["day.completed"], "colour": "red"}
    refused(api.post("webhooks", body), 422, "extra_forbidden")


@pytest.mark.parametrize("body", ["{", "", "\x00", "[1,", "nul"])
def test_a_body_that_is_no_json_is_refused(api, body):
    response = api.client.generic(
        "POST",
        "/api/v1/webhooks",
        body,
        content_type="application/json",
        headers={**api.headers, "Idempotency-Key": "no-json-at-all"},
    )
    assert response.status_code in {400, 422}
    assert set(response.json()) == SHAPE


def test_a_body_that_is_too_large_is_refused(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    refused(api.post("webhooks", {"url": "x" * 200}), 413, "body_too_large")


def test_a_call_without_its_key_is_refused(api):
    response = api.client.post(
        "/api/v1/policies", "{}", content_type="application/json", headers=api.headers
    )
    assert refused(response, 422, "missing")["field"] == "Idempotency-Key"


def test_a_method_nobody_knows_names_those_that_are(api):
    response = api.call("PUT", "webhooks")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_a_session_writes_only_with_its_form_token(administrator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator)
    key = {"Idempotency-Key": "a-browser-writes"}
    written = browser.post("/api/v1/policies", "{}", content_type="application/json", headers=key)
    refused(written, 403, "cross_site_request")
    assert browser.get("/api/v1/policies").json()["items"] == []
