"""Is the whole desk written in every language, and does Django read what is committed?"""

from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from duly.server.web import catalogues

EVERY = pytest.mark.parametrize("language", catalogues.LANGUAGES)
TEMPLATE = catalogues.gathered()


def texts(catalogue):
    """What each English text says in a catalogue, without its header."""
    return {key(each): plain(each.string) for each in catalogue if each.id}


def key(message):
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, message.id if isinstance(message.id, str) else message.id[0]


def plain(said):
    return tuple(said) if isinstance(said, list | tuple) else said


def made(english, said):
    catalogue = Catalog(locale="fr")
    catalogue.add(english, said)
    return catalogue


def test_every_language_that_can_be_chosen_has_a_catalogue():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *catalogues.LANGUAGES}


@EVERY
def test_every_text_of_the_desk_is_in_the_catalogue_and_no_other(language):
    kept = catalogues.read(language)
    assert set(texts(kept)) == set(texts(TEMPLATE)), "run python -m duly.server.web.catalogues"


@EVERY
def test_every_text_is_translated_with_its_figures_and_marks(language):
    assert catalogues.faults(catalogues.read(language)) == []


@EVERY
def test_what_django_reads_is_what_was_translated(language):
    path = catalogues.LOCALE / language / "LC_MESSAGES" / "django.mo"
    assert texts(read_mo(BytesIO(path.read_bytes()))) == texts(catalogues.read(language))


@EVERY
def test_a_text_of_ours_is_shown_in_the_language(language):
    with translation.override(language):
        assert gettext("Search customer, invoice, amount") != "Search customer, invoice, amount"


@pytest.mark.parametrize(
    ("english", "said", "is_fault"),
    [
        ("Back", "Retour", False),
        ("Back", "", True),
        ("of %(day)s", "du %(day)s", False),
        ("of %(day)s", "du %(jour)s", True),
        ("of %(day)s", "du jour", True),
        ("<b>%(n)s</b> left", "il reste <b>%(n)s</b>", False),
        ("<b>%(n)s</b> left", "il reste %(n)s", True),
        (("a line", "%(n)s lines"), ("une ligne", "%(n)s lignes"), False),
        (("%(n)s line", "%(n)s lines"), ("une ligne", "%(n)s lignes"), False),
        (("%(n)s line", "%(n)s lines"), ("%(n)s ligne", "des lignes"), True),
        (("%(n)s line", "%(n)s lines"), ("%(n)s ligne", ""), True),
    ],
)
def test_a_translation_keeps_what_stands_for_figures(english, said, is_fault):
    assert bool(catalogues.faults(made(english, said))) is is_fault


def test_texts_of_templates_and_modules_are_gathered():
    found = {each.id: each.locations for each in TEMPLATE if isinstance(each.id, str)}
    assert any(where.endswith(".html") for where, _ in found["Skip to the content"])
    assert any(where.endswith(".py") for where, _ in found["as of %(day)s"])


def test_nothing_missing_ends_well(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "gathered", Catalog)
    assert catalogues.main() == 0
    assert "fr: 0 texts, 0 to mend" in capsys.readouterr().out


def test_a_text_without_translation_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "gathered", lambda: made("Back", None))
    assert catalogues.main() == 1
    assert "Back: not translated" in capsys.readouterr().out
    assert (tmp_path / "fr/LC_MESSAGES/django.mo").is_file()
