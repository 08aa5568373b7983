"""Does the command start without what no command needs?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from duly.cli import WithoutPandas

COMPANY = Path(__file__).parents[1] / "examples" / "company"
ASKED = """
import sys
from duly.cli import WithoutPandas, main
sys.argv = ["duly", *{words!r}]
try:
    main()
except SystemExit:
    pass
kept_away = any(isinstance(each, WithoutPandas) for each in sys.meta_path)
print(kept_away, sys.modules.get("pandas") is not None)
"""


def loaded(*words: object) -> str:
    """Whether a command keeps pandas away, and whether it was loaded all the same."""
    asked = ASKED.format(words=[str(word) for word in words])
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def test_a_command_here_loads_no_pandas():
    assert loaded("ageing", COMPANY) == "True False"


def test_a_command_on_spark_may_load_it():
    assert loaded("policy", "show", "--spark").startswith("False")


@pytest.mark.parametrize("name", ["pandas", "pandas.core"])
def test_pandas_is_not_found(name):
    with pytest.raises(ModuleNotFoundError):
        WithoutPandas().find_spec(name, None)


@pytest.mark.parametrize("name", ["duly.book", "pandasql", "pyarrow"])
def test_everything_else_is_found_elsewhere(name):
    assert WithoutPandas().find_spec(name, None) is None
