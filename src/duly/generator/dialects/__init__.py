"""Which ledger tools' exports can we imitate?"""

from collections.abc import Callable, Mapping, Sequence

from duly.generator.dialects.english_ledger import english_ledger
from duly.generator.dialects.french_balance import french_balance
from duly.generator.dialects.german_opos import german_opos
from duly.generator.ledger_lines import Ledger

DIALECTS: Mapping[str, Callable[[Ledger], tuple[str, Sequence[str]]]] = {
    "english_ledger": english_ledger,
    "french_balance": french_balance,
    "german_opos": german_opos,
}
