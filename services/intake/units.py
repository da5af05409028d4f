"""What a header's brackets and the lines above a table say of units and coordinate systems."""

import re
import unicodedata
from decimal import Decimal

from data.ledgers.columns import Column, Kind
from services.intake.amounts import MONEY_UNITS, factors
from services.intake.places import system_named
from services.intake.words import plain
from services.spoken_systems import system_spoken

BRACKETS = re.compile(r"^(.+?)[(\[【]([^()\[\]【】]*)[)\]】]$", re.DOTALL)
MONEY_ABOVE = re.compile(rf"单位[::]?({'|'.join(sorted(MONEY_UNITS, key=len, reverse=True))})(?:$|[^\u4e00-\u9fff])")
SYSTEM_ABOVE = re.compile(r"坐标系[::]?([\w\-:]+)")


def split_header(header: str) -> tuple[str, str]:
    """The words of a header and what stands in the brackets at its end, both plain."""
    text = unicodedata.normalize("NFKC", header).strip().rstrip("*").strip()
    found = BRACKETS.match(text)
    return (plain(found[1]), plain(found[2])) if found else (plain(text), "")


def money_unit_above(text: str) -> str:
    """The unit of money a line above the table declares (单位：万元); "" when none."""
    found = MONEY_ABOVE.search(plain(text))
    return found[1] if found else ""


def system_above(text: str) -> str:
    """The coordinate system a line above the table declares (坐标系：GCJ-02), whatever stands behind it; "" when none.
    Raises UnknownSystem for one without an exact conversion."""
    found = SYSTEM_ABOVE.search(plain(text))
    return system_named(found[1]) or system_spoken(found[1]) if found else ""


def fits(column: Column, unit: str) -> bool:
    """Whether what stands in a header's brackets may stand there: a unit the column knows, or a remark."""
    if not unit or column.kind not in (Kind.MONEY, Kind.DECIMAL, Kind.COUNT):
        return True
    return unit in factors(column)


def factor_of(column: Column, unit: str) -> Decimal:
    """What one of the sheet's unit is in the column's own."""
    return factors(column).get(plain(unit), Decimal(1))
