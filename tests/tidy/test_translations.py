"""Is every text of the desk handed to the translators?"""

import ast
import re
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.tidy import tree

TEMPLATES = tree.SOURCE / "server" / "web" / "templates"
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title", "hx-confirm"}
# Names, signs and units that are the same in every language.
SAME_EVERYWHERE = {
    *(
        "Duly",
        "CSV",
        "XLSX",
        "JSON",
        "TOML",
        "DSO",
        "API",
        "LEI",
        "HHI",
        "Esc",
        "Enter",
        "P10",
        "P50",
        "P90",
    ),
    *("https", "example.org", "duly_"),
    # Words of HTML and names of icons that a template gives as a default.
    *("auto", "check", "en", "submit"),
}
WORD = re.compile(r"[^\W\d_]{2,}_?")
# A text given to another template or to a filter: `title="Not known"`, `default:"none"`.
GIVEN = re.compile(
    r"""(?<![_\w(])(?:\b(?:title|label|words|text|hint|note|heading|lede|empty|what|
    say|says|caption|summary|question|action_words)=|default(?:_if_none)?:|yesno:)
    (?P<text>"[^"]*[^\W\d_]{2,}[^"]*")""",
    re.VERBOSE,
)
# What a form shows beside its fields.
SHOWN_KEYWORDS = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural"}


class Reader(HTMLParser):
    """Collects what a person reads of a page: its text, and attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        is_button = tag == "input" and dict(attrs).get("type") in {"submit", "button"}
        self.seen += [
            text or ""
            for name, text in attrs
            if name in READ_ALOUD or (is_button and name == "value")
        ]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.seen.append(data)


def bare_texts(source: str) -> list[str]:
    """The texts of a template that no translator will see."""
    kept, given, in_block = [], [], False
    for token in Lexer(source).tokenize():
        word = token.contents.split(" ")[0] if token.token_type is TokenType.BLOCK else ""
        if word in {"blocktranslate", "comment", "verbatim"}:
            in_block = True
        elif word.startswith("end") and word[3:] in {"blocktranslate", "comment", "verbatim"}:
            in_block = False
        is_text = token.token_type is TokenType.TEXT and not in_block
        kept.append(token.contents if is_text else "")
        if token.token_type in {TokenType.BLOCK, TokenType.VAR} and word != "translate":
            given += [found["text"] for found in GIVEN.finditer(token.contents)]
    reader = Reader()
    reader.feed("".join(kept))
    reader.close()
    return [text.strip() for text in chain(reader.seen, given) if is_worded(text)]


def is_worded(text: str) -> bool:
    unnamed = re.sub(r"&\w+;", "", text)
    return any(word not in SAME_EVERYWHERE for word in WORD.findall(unnamed))


def bare_labels(path: Path) -> list[str]:
    """Labels of forms that are plain texts, where a lazy translation should stand."""
    calls = (node for node in ast.walk(tree.syntax(path)) if isinstance(node, ast.Call))
    return [
        f"{path.name}:{each.value.lineno} {each.value.value!r}"
        for call in calls
        for each in call.keywords
        if each.arg in SHOWN_KEYWORDS
        and isinstance(each.value, ast.Constant)
        and isinstance(each.value.value, str)
        and is_worded(each.value.value)
    ]


def test_every_text_of_a_template_is_translated():
    templates = [path for path in tree.files() if path.is_relative_to(TEMPLATES)]
    assert len(templates) > 10
    assert tree.found(templates, lambda path: bare_texts(tree.text(path))) == {}


def test_every_label_of_a_form_is_translated():
    modules = tree.modules(tree.SOURCE / "server" / "web")
    assert tree.found(modules, bare_labels) == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Pay now</p>", ["Pay now"]),
        ('<p>{% translate "Pay now" %}</p>', []),
        ("<p>{% blocktranslate %}Pay <b>now</b>{% endblocktranslate %}</p>", []),
        ("{% if x %}late{% endif %}", ["late"]),
        ('<a title="Pay" class="now">{{ amount }}</a>', ["Pay"]),
        ('<a title="{% translate "Pay" %}">&middot; 3 % · Duly</a>', []),
        ('<input type="submit" value="Pay">', ["Pay"]),
        ('<input type="hidden" value="pay">', []),
        ('{% include "parts/empty.html" with title="Nothing here" %}', ['"Nothing here"']),
        ('{% include "parts/empty.html" with title=_("Nothing here") %}', []),
        ('{{ name|default:"nobody" }}', ['"nobody"']),
        ('{{ name|default:"" }}', []),
        ("{# not shown #}<script>let x = 1</script>", []),
    ],
)
def test_bare_texts_are_found(source, found):
    assert bare_texts(source) == found
