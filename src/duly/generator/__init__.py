"""How can a realistic book be had, of any size, with nobody's real data in it?"""

from duly.generator.plan import BookPlan, Progress, silent
from duly.generator.raw_export import raw_export
from duly.generator.story import CHARACTERS, Character, story_plan
from duly.generator.writing import GeneratedTotals, generate

__all__ = [
    "CHARACTERS",
    "BookPlan",
    "Character",
    "GeneratedTotals",
    "Progress",
    "generate",
    "raw_export",
    "silent",
    "story_plan",
]
