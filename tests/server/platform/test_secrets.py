from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet

from duly.server.platform import clock
from duly.server.platform.models import Webhook
from duly.server.platform.secrets import UnreadableSecret, rotate, seal, unseal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.FIELD_KEYS = []
    settings.FIELD_KEY_FILE = tmp_path / "field-key"
    return Path(settings.FIELD_KEY_FILE)


@pytest.fixture
def webhook(administrator):
    return Webhook.objects.create(
        url="https://example.org",
        secret_sealed=seal("whsec"),
        created_by=administrator,
        created_at=clock.now(),
    )


def test_what_was_sealed_is_opened_again():
    assert unseal(seal("päss\n")) == "päss\n"


def test_the_seal_hides_the_text_and_never_looks_the_same():
    assert "secret" not in seal("secret")
    assert seal("secret") != seal("secret")


@pytest.mark.parametrize("text", ["", "plain", "gAAAAA", "ü"])
def test_what_was_not_sealed_here_is_refused(text):
    with pytest.raises(UnreadableSecret):
        unseal(text)


def test_the_key_is_the_owners_alone(key_file):
    seal("x")
    assert key_file.stat().st_mode & 0o077 == 0
    rotate()
    assert key_file.stat().st_mode & 0o077 == 0


def test_rotating_seals_every_column_with_a_new_key(webhook, key_file):
    before = webhook.secret_sealed
    assert rotate() == 1
    webhook.refresh_from_db()
    assert webhook.secret_sealed != before
    newest = key_file.read_text().split()[0]
    assert Fernet(newest).decrypt(webhook.secret_sealed) == b"whsec"


def test_the_secrets_of_second_factors_are_sealed_anew_too(administrator, key_file):
    data = {"secret": seal("totp"), "migrated_codes": [seal("code")], "used_mask": 3}
    made = Authenticator.objects.create(user=administrator, type="totp", data=data)
    rotate()
    made.refresh_from_db()
    newest = Fernet(key_file.read_text().split()[0])
    assert newest.decrypt(made.data["secret"]) == b"totp"
    assert newest.decrypt(made.data["migrated_codes"][0]) == b"code"
    assert made.data["used_mask"] == 3


def test_what_another_process_sealed_meanwhile_still_opens():
    meanwhile = seal("x")
    rotate()
    assert unseal(meanwhile) == "x"


def test_a_key_is_dropped_after_two_rotations():
    old = seal("x")
    rotate()
    rotate()
    with pytest.raises(UnreadableSecret):
        unseal(old)


def test_keys_of_the_environment_come_before_the_file(settings, webhook, key_file):
    newest = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [newest, *key_file.read_text().split()]
    before = key_file.read_text()
    assert rotate() == 1
    webhook.refresh_from_db()
    assert Fernet(newest).decrypt(webhook.secret_sealed) == b"whsec"
    assert key_file.read_text() == before


def test_a_secret_nobody_can_open_stops_the_rotation(webhook, key_file):
    key_file.write_text(Fernet.generate_key().decode())
    before = webhook.secret_sealed
    with pytest.raises(UnreadableSecret):
        rotate()
    webhook.refresh_from_db()
    assert webhook.secret_sealed == before
