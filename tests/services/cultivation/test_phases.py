"""Nine stages in four columns, by the ladder's own declaration."""

import pytest

from services.cultivation.ladders import ladders
from services.cultivation.phases import CULTIVATION, DECISION, PHASES, SELECTION, TITLE, phase


@pytest.mark.parametrize("ladder", ["city", "national"])
def test_the_nine_stages(ladder: str) -> None:
    found = [phase(ladder, stage) for stage in ladders()[ladder].stages]
    assert found == [SELECTION] * 2 + [CULTIVATION] + [DECISION] * 4 + [TITLE] * 2
    assert set(found) == set(PHASES)


def test_a_stage_that_the_ladder_no_longer_has() -> None:
    assert phase("city", "abolished") == SELECTION
