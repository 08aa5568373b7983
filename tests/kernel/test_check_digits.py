import pytest

from duly.kernel.check_digits import fits_finnish_731, fits_norwegian_mod_11


@pytest.mark.parametrize("reference", ["1234561", "13", "68"])
def test_the_finnish_check_digit_fits_the_weights_7_3_1(reference):
    # 1234561: 6x7 + 5x3 + 4x1 + 3x7 + 2x3 + 1x1 = 89, and 1 makes it 90.
    assert fits_finnish_731(reference)
    others = [reference[:-1] + digit for digit in "0123456789" if digit != reference[-1]]
    assert not any(fits_finnish_731(other) for other in others)


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("12345678903", "2x0 + 3x9 + 4x8 + … = 195, and 3 makes it 198"),
        ("19", "1x2 = 2, and 9 makes it 11"),
        ("00", "nothing needs nothing"),
        ("6-", "6x2 = 12, and 10 makes it 22"),
    ],
)
def test_the_norwegian_check_figure_makes_a_full_eleven(reference, why):
    assert fits_norwegian_mod_11(reference), why
    others = [reference[:-1] + figure for figure in "0123456789-" if figure != reference[-1]]
    assert not any(fits_norwegian_mod_11(other) for other in others)
