"""Four invented markets for the tests of maps, one without a point."""

import polars as pl
import pytest

from services.maps import marks

MARKETS = pl.DataFrame(
    {
        "code": ["M1", "M2", "M3", "M4"],
        "name": ["示例菜市场", "示例商贸城", "示例超市", "示例无坐标市场"],
        "point": ["117.000000,39.130000", "117.268000,38.880000", "117.100000,39.040000", None],
        "merchants": [100, None, 10_000, 5],
        "label": ["<b>示例</b>", "示例商贸城", "示例超市", "示例"],
        "colour": ["#0B6E5B", None, "#3557B8", "#0B6E5B"],
        "operator": ["不应送出"] * 4,
    }
)


@pytest.fixture
def market_marks() -> pl.DataFrame:
    """The invented markets as marks."""
    return marks.markets(MARKETS)
