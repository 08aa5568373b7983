import pytest

from duly.book.findings import BadInput
from duly.cli.server.installation import told
from duly.server.platform.refusals import Refused


def test_a_refusal_becomes_a_sentence():
    with pytest.raises(BadInput, match="look at: email, username"), told():
        raise Refused("user_not_valid", fields=["email", "username"])


def test_a_refusal_without_a_sentence_shows_its_code():
    with pytest.raises(BadInput, match="job not parked"), told():
        raise Refused("job_not_parked")


def test_a_mistake_of_ours_is_not_hidden():
    with pytest.raises(ZeroDivisionError), told():
        raise ZeroDivisionError
