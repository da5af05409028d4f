"""What a header's brackets and the lines around a table say of units and coordinate systems."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from data.ledgers.columns import Column, Kind
from services.ground.spoken_systems import system_spoken
from services.intake.amounts import MONEY_UNITS, factors
from services.intake.places import system_named
from services.intake.words import plain

# The sheet names several units, or one nobody knows: an amount without a unit of its own can't be read.
UNCLEAR = "?"
NUMBERS = (Kind.MONEY, Kind.DECIMAL, Kind.COUNT)
BRACKETS = re.compile(r"^(.+?)[(\[【〔《{]([^()\[\]【】〔〕《》{}]*)[)\]】〕》}]$", re.DOTALL)
SYSTEM_ABOVE = re.compile(r"坐标系[::]?([\w\-:]+)")

# 单位:, 金额单位为, 计量单位, 人民币 before or behind: what may stand beside a unit and means nothing of its own.
BESIDE = re.compile(r"(?:金额|计量|货币|计价|币值)?(?:单位|unit)(?:为|是)?:?|人民币|rmb|cny|[¥$]|^以|(?:为单位|计)$")
ENDING, BEFORE_UNIT = re.compile(r"(?:单位)?:?$"), re.compile(r"(?:金额|计量)?单位:?$")
MONEY_NAMES = sorted((unit for unit in MONEY_UNITS if unit.endswith(("元", "圆"))), key=len, reverse=True)
MONEY_WORDS = ("元", "圆", "yuan", "usd", "美金", "$")
CURRENCY = r"(?:人民币|rmb|cny|¥)?"
# 万元 and its like say what they are; a lone 元 or 万 may begin another word.
SURE = "(?:亿|千万|百万|十万|万|萬|千|仟|百)(?:元|圆)"
LONE = "(?:元|圆|万|亿)(?=[填报制编审日时截]|[^\u4e00-\u9fff]|$)"
MONEY_AROUND = tuple(
    re.compile(pattern)
    for pattern in (
        # 单位:万元, 金额单位:人民币万元, (单位 万元), 单位:件、万元; 填报单位:… names an office.
        r"(?<!填报)(?<!报送)(?<!承办)(?<!监管)(?<!主管)(?<!责任)(?<!上报)单位(?:均|都|一律)?(?:为|是)?[:=—–\- ]*"
        rf"(?:[\u4e00-\u9fff%]{{1,4}}[、,/;] ?)*[(\[]?{CURRENCY} ?[(\[]?({SURE}|{LONE})",
        rf"以 ?{CURRENCY} ?({SURE}|元|万) ?(?:为|计|作|填|列|统|表)",
        rf"({SURE}|元) ?为 ?单位",
        rf"金额(?:均|都)?(?:为|按|是|:) ?{CURRENCY}({SURE})",
        rf"^{CURRENCY}:? ?({SURE}|元)$",
        rf"[(\[【〔《{{] ?{CURRENCY} ?({SURE}|元) ?[)\]】〕》}}]",
    )
)
SPACED = re.compile("([单亿万萬千仟百]) (?=[位元圆万])")
MONEY_IN_ENGLISH = {
    re.compile(r"unit[: ]*(?:rmb|cny)? ?(?:10,?000|ten thousand) ?(?:yuan|rmb|cny)?"): "万元",
    re.compile(r"unit[: ]*(?:1,?000|thousand) ?(?:yuan|rmb|cny)"): "千元",
    re.compile(r"unit[: ]*(?:yuan|rmb|cny)"): "元",
}


def split_header(header: str) -> tuple[str, str]:
    """The words of a header and what stands in the brackets at its end, both plain."""
    text = unicodedata.normalize("NFKC", header).strip().rstrip("*").strip()
    found = BRACKETS.match(text)
    return (plain(found[1]), plain(found[2])) if found else (plain(text), "")


def money_unit_around(texts: Iterable[str]) -> str:
    """The unit of money that lines around a table declare (单位：万元, 金额以千元计); "" when none, UNCLEAR when
    they name different ones."""
    units = {unit for text in texts for unit in _money_units(text)}
    if len({MONEY_UNITS[unit] for unit in units}) > 1:
        return UNCLEAR
    return max(units, key=len, default="")


def _money_units(text: str) -> set[str]:
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text.replace("∶", ":"))).strip().lower()
    spaced = SPACED.sub(r"\1", spaced)
    english = next((unit for pattern, unit in MONEY_IN_ENGLISH.items() if pattern.search(spaced)), None)
    found = {english} if english else set[str]()
    for pattern in MONEY_AROUND:
        found |= {match[1] for match in pattern.finditer(spaced)}
    return found & MONEY_UNITS.keys()


def system_above(text: str) -> str:
    """The coordinate system a line above the table declares (坐标系：GCJ-02), whatever stands behind it; "" when none.
    Raises UnknownSystem for one without an exact conversion."""
    found = SYSTEM_ABOVE.search(plain(text))
    return system_named(found[1]) or system_spoken(found[1]) if found else ""


def unit_in(column: Column, inside: str) -> str | None:
    """The unit that what stands in a header's brackets names: 万元, 单位:人民币万元, 万元,含税; "" where the column
    has none; None where the brackets can't stand over the column."""
    if not inside or column.kind not in NUMBERS:
        return ""
    known = factors(column)
    if inside in known:
        return inside
    units = [word for part in re.split("[,;、]", inside) if (word := BESIDE.sub("", part)) in known]
    return units[0] if len(units) == 1 else None


def unit_behind(whole: str) -> list[tuple[str, str]]:
    """What a plain header's words may be, and the unit of money behind or between them without brackets at the end:
    货值金额万元, 货值金额/万元, 没收金额单位:万元, 货值(万元)金额; empty where it names none."""
    for unit in MONEY_NAMES:
        if f"({unit})" in whole:
            return [(whole.replace(f"({unit})", ""), unit)]
        if whole.endswith(unit):
            words = whole.removesuffix(unit).removesuffix("人民币")
            stems = [ENDING.sub("", words), BEFORE_UNIT.sub("", words)]
            return [(stem.rstrip("/:-—–_,|"), unit) for stem in dict.fromkeys(stems) if stem]
    return []


def unit_assigned(column: Column, header: str) -> str:
    """The unit of a header that a person assigned to the column: as it names it, UNCLEAR for one nobody knows."""
    inside = split_header(header)[1]
    named = unit_in(column, inside)
    if named is None:
        return UNCLEAR if any(word in inside for word in MONEY_WORDS) else ""
    behind = unit_behind(plain(header)) if column.kind is Kind.MONEY else []
    return named or (behind[0][1] if behind else "")


def factor_of(column: Column, unit: str) -> Decimal | None:
    """What one of the sheet's unit is in the column's own; None where nobody knows."""
    return factors(column).get(plain(unit)) if unit else Decimal(1)
