"""Do our words of the sign-in pages go before those of allauth?"""

from functools import cache
from pathlib import Path

import allauth
import pytest
from babel.messages.mofile import read_mo
from django.utils import translation
from django.utils.translation import gettext

from duly.server.web.borrowed_texts import BORROWED


@cache
def theirs(language):
    path = Path(allauth.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as compiled:
        return {each.id: each.string for each in read_mo(compiled) if isinstance(each.id, str)}


def test_every_borrowed_text_is_one_of_allauth():
    assert set(BORROWED) - set(theirs("de")) == set()


@pytest.mark.parametrize("text", BORROWED)
def test_a_borrowed_text_speaks_as_the_desk_does(text):
    assert any(said(text, language) != theirs(language)[text] for language in ("de", "es", "fr"))


def said(text, language):
    with translation.override(language):
        return gettext(text)


def test_a_text_that_was_not_borrowed_stays_theirs():
    known = theirs("de")
    with translation.override("de"):
        assert gettext("Authenticator App") == known["Authenticator App"]
