"""Two counts over equally long spans."""

import pytest

from services.statistics.counts import beyond_chance


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        # Two-sided binomial tails with one half, from tables: 5:0 0.0625, 6:0 0.031, 15:5 0.041, 14:6 0.115.
        (5, 0, False),
        (6, 0, True),
        (15, 5, True),
        (14, 6, False),
        (5, 15, True),
        (7, 7, False),
        (0, 0, False),
        # Beyond a thousand: 1.96 times the root of 2000 is 87.7.
        (1044, 956, True),
        (1043, 957, False),
    ],
)
def test_beyond_chance(now: int, before: int, expected: bool):
    assert beyond_chance(now, before) is expected
