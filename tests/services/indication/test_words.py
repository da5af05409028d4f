"""How sizes and shares are said: one rounding in one place, and nothing small becomes nothing."""

import pytest

from services.ground.geometry import Area
from services.indication import words


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0.0%"), (0.0001, "<0.1%"), (0.0005, "0.1%"), (0.052, "5.2%"), (0.9999, ">99.9%"), (1, "100.0%")],
)
def test_a_share_that_is_there_is_not_nothing_and_one_that_lacks_not_all(share: float, said: str) -> None:
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("square_metres", "zh"),
    [
        (54_484_150.1, "5,448.42 公顷（81,726.2 亩）"),
        (-20_000, "−2.00 公顷（−30.0 亩）"),
        (43, "43.0 平方米（0.06 亩）"),
    ],
)
def test_a_size(square_metres: float, zh: str) -> None:
    assert words.ground(Area(square_metres)).zh == zh
