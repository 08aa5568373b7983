import re
from itertools import pairwise

import pytest

from duly.report.pages import LAYERS, stylesheet

TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\);", stylesheet()))
THEMES = {"light": 0, "dark": 1}
TEXT_ON = [
    *[(ink, ground) for ink in ("ink", "muted", "accent") for ground in ("card", "ground")],
    ("accent", "accent-soft"),
    ("muted", "line-soft"),
    *[(tone, f"{tone}-soft") for tone in ("ok", "warn", "bad")],
    *[(tone, "card") for tone in ("ok", "warn", "bad")],
    *[(f"age-{shade}-ink", f"age-{shade}") for shade in range(6)],
    *[("ink", f"grade-{grade}") for grade in "abcden"],
    *[("ink", f"heat-{shade}") for shade in range(5)],
]
# Lengths of light as people with red-blind and green-blind eyes see them: Machado and others
# (2009), full severity, on linear light.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "red-blind": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "green-blind": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
}


def _light(token: str, theme: str) -> list[float]:
    code = TOKENS[token].split(", ")[THEMES[theme]]
    parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def _luminance(light: list[float]) -> float:
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(ink: str, ground: str, theme: str) -> None:
    pair = (_luminance(_light(ink, theme)), _luminance(_light(ground, theme)))
    assert _contrast(*pair) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_older_overdue_money_is_darker_for_every_eye(eye: str, theme: str) -> None:
    seen = []
    for shade in range(1, 6):
        light = _light(f"age-{shade}", theme)
        rows = [sum(w * part for w, part in zip(row, light, strict=True)) for row in EYES[eye]]
        seen.append(_luminance(rows))
    assert all(_contrast(a, b) >= 1.25 and a > b for a, b in pairwise(seen))


def test_every_layer_is_in_the_stylesheet_in_order() -> None:
    found = re.findall(r"^@layer (\w+) \{", stylesheet(), re.MULTILINE)
    assert tuple(found) == LAYERS
    assert stylesheet().startswith(
        "@layer tokens, elements, frame, cards, tables, narrow, charts, heat, foresight, print;"
    )


def test_the_stylesheet_is_readable_and_loads_nothing() -> None:
    declarations = [line for line in stylesheet().splitlines() if line.count(";") > 1]
    assert declarations == []
    assert not re.search(r"url\(|@import|@font-face|</", stylesheet())


def test_only_tokens_name_colours() -> None:
    rest = re.sub(r"@layer tokens \{.*?\n\}", "", stylesheet(), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rest)) <= {"#ffffff", "#cfd4dc"}


def test_every_token_that_is_used_exists() -> None:
    named = set(re.findall(r"--([\w-]+):", stylesheet()))
    assert set(re.findall(r"var\(--([\w-]+)\)", stylesheet())) <= named
