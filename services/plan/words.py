"""How a plan's standings are written: numbers against targets, and a year in small bars."""

from collections.abc import Sequence

from services.indicators import Value
from services.plan.standing import Standing
from services.words import formats
from services.words.language import Language

BARS = "▁▂▃▄▅▆▇█"
# A month of which nothing has been handed in.
NOTHING = "·"


def numbered(code: str, _: Language) -> str:
    """The number of a task as it is shown; requirements are counted apart from tasks."""
    return _("Req. {n}", n=code[1:]) if code.startswith("R") else code


def against_target(one: Standing, _: Language) -> str:
    """A measure's value, and its target where it has one, with the unit: 3 / 5 人."""
    unit = _.text(one.unit)
    found = formats.short(one.value, _.code) if one.value is not None else _("Not reported yet")
    number = f"{found} / {formats.number(one.target)}" if one.target else found
    return f"{number} {unit}" if unit and (one.value is not None or one.target) else number


def bars(months: Sequence[Value]) -> str:
    """The months of a year as a row of small bars, the highest full; "" where there is none to draw."""
    highest = max((float(one) for one in months if one is not None), default=0.0)
    if not highest:
        return ""
    steps = len(BARS) - 1
    return "".join(NOTHING if one is None else BARS[round(float(one) / highest * steps)] for one in months)


def by_month(months: Sequence[Value], _: Language) -> str:
    """The months of a year in numbers, for whoever can't tell the bars apart."""
    if not months:
        return ""
    told = (f"{month(n, _.code)} {formats.number(_number(one))}" for n, one in enumerate(months, 1))
    return _("By month: {numbers}", numbers=formats.listing(told, _.code))


def month(n: int, language: str) -> str:
    """The name of a month of a year that is known: 3月, Mar."""
    return formats.MONTHS[n - 1] if language == "en" else f"{n}月"


def _number(value: Value) -> float | None:
    return None if value is None else float(value)
