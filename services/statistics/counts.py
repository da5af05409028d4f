"""Two counts over equally long spans: the exact conditional test (Przyborowski and Wilenski, Biometrika 31, 1940)."""

from math import comb, sqrt

SIGNIFICANCE = 0.05
EXACT_UP_TO = 1_000


def beyond_chance(now: int, before: int) -> bool:
    """Whether two counts over equally long spans differ more than chance alone makes likely (5%, two-sided).

    Given both together, the first is binomial with one half; exact up to a thousand, normal beyond.
    """
    together = now + before
    if together > EXACT_UP_TO:
        return abs(now - before) > 1.96 * sqrt(together)
    tail = sum(comb(together, count) for count in range(min(now, before) + 1))
    return 2 * tail < SIGNIFICANCE * 2**together
