"""Does only an unchanged, fresh message of ours pass, and each of them once?"""

import random
from datetime import UTC, datetime, timedelta

import pytest

from duly.server.platform.webhooks.signing import TOLERANCE, Inbox, is_ours, signature

NOW = datetime(2026, 10, 31, 8, 0, tzinfo=UTC)
BODY = b'{"id":"event-7","kind":"day.completed"}'
SECRET, OTHER = "whsec_one", "whsec_two"
MUTATIONS = 10_000
A_SECOND = timedelta(seconds=1)


def signed(*secrets, body=BODY, at=NOW):
    return signature(body, secrets=secrets or (SECRET,), sent_at=at)


def passes(body=BODY, header=None, secrets=(SECRET,), now=NOW):
    return is_ours(body, header or signed(), secrets=secrets, now=now)


def test_our_own_message_passes():
    assert passes()


@pytest.mark.parametrize("late", [timedelta(0), TOLERANCE, -TOLERANCE])
def test_it_passes_within_the_tolerance(late):
    assert passes(now=NOW + late)


@pytest.mark.parametrize("late", [TOLERANCE + A_SECOND, -TOLERANCE - A_SECOND, timedelta(days=1)])
def test_it_is_refused_outside_the_tolerance(late):
    assert not passes(now=NOW + late)


def test_no_changed_header_passes():
    dice, header, accepted = random.Random(7), signed(), 0
    for _ in range(MUTATIONS):
        changed = mutated(dice, header)
        accepted += changed != header and passes(header=changed)
    assert accepted == 0


def test_no_changed_body_passes():
    dice, accepted = random.Random(8), 0
    text = BODY.decode("ascii")
    for _ in range(MUTATIONS):
        changed = mutated(dice, text)
        accepted += changed != text and passes(body=changed.encode("latin-1"))
    assert accepted == 0


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1",
        "v1=00",
        "t=,v1=" + "0" * 64,
        "t=1793433600",
        "t=1793433600,v0=" + "0" * 64,
        "t=٣,v1=" + "0" * 64,
        "t=1e9,v1=" + "0" * 64,
        "t=" + "9" * 400 + ",v1=" + "0" * 64,
        "x" * 100_000,
    ],
)
def test_a_malformed_header_is_refused_without_an_error(header):
    assert not is_ours(BODY, header, secrets=[SECRET], now=NOW)


def test_another_secret_does_not_pass():
    assert not passes(secrets=(OTHER,))


def test_no_secret_lets_nothing_pass():
    assert not passes(secrets=())


def test_while_secrets_are_exchanged_both_pass():
    header = signed(OTHER, SECRET)
    assert passes(header=header, secrets=(SECRET,))
    assert passes(header=header, secrets=(OTHER,))


def test_a_time_that_was_not_signed_does_not_pass():
    moved = signed(at=NOW).replace("t=", "t=1")
    assert not passes(header=moved)


def test_a_replay_within_the_window_is_accepted_once():
    inbox = Inbox([SECRET])
    sent = {"body": BODY, "header": signed(), "message_id": "event-7"}
    accepted = [inbox.accepts(**sent, now=NOW + timedelta(seconds=wait)) for wait in range(300)]
    assert (accepted[0], sum(accepted)) == (True, 1)


def test_a_replay_of_a_message_dated_ahead_is_accepted_once():
    inbox = Inbox([SECRET])
    sent = {"body": BODY, "header": signed(at=NOW + TOLERANCE), "message_id": "event-7"}
    accepted = [inbox.accepts(**sent, now=NOW + timedelta(seconds=wait)) for wait in range(700)]
    assert sum(accepted) == 1


def test_a_forged_message_does_not_use_up_the_real_one():
    inbox = Inbox([SECRET])
    forged = {"body": BODY, "header": signed(OTHER), "message_id": "event-7", "now": NOW}
    assert not inbox.accepts(**forged)
    assert inbox.accepts(**{**forged, "header": signed()})


def mutated(dice, text):
    """The text with a sign changed, dropped, doubled or two exchanged."""
    place, other = dice.randrange(len(text)), dice.randrange(len(text))
    sign = chr(dice.randrange(256))
    kinds = (
        text[:place] + sign + text[place + 1 :],
        text[:place] + text[place + 1 :],
        text[:place] + text[place] + text[place:],
        text[: min(place, other)] + text[max(place, other) :],
    )
    return dice.choice(kinds)
