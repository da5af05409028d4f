"""Days as an officer writes them, a day or a span on each line: "2027-02-05", "2027年2月5日—2月12日"."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from data.texts import Text
from services.administration.settings.errors import SettingRefused

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
SHORT = re.compile(r"(?:(\d{1,2})\s*[-/.月]\s*)?(\d{1,2})\s*日?")
BETWEEN = re.compile(r"\s*(?:至|到|—+|–|~|～|－|\bto\b)\s*")
LONGEST = timedelta(days=31)
SATURDAY = 5


def parse_days(text: str, *, weekend: bool) -> list[date]:
    """The days of a text that lie on weekends, or the weekdays; a span may hold others, a line of its own may not.

    Raises SettingRefused, naming the line, for what is no day and for a day that is off, or worked, anyway.
    """
    found: set[date] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        first, last = _span(line)
        days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        fitting = [day for day in days if (day.weekday() >= SATURDAY) is weekend]
        if not fitting:
            zh = "是工作日，本来就上班" if weekend else "是周末，本来就放假"
            en = "a weekday, worked anyway" if weekend else "on a weekend, off anyway"
            raise SettingRefused(Text(f"“{line}”{zh}，请删去这一行", f"“{line}” is {en}: take the line out"))
        found.update(fitting)
    return sorted(found)


def _span(line: str) -> tuple[date, date]:
    parts = BETWEEN.split(line)
    try:
        first = _full(parts[0])
        last = _end(parts[1], first) if len(parts) > 1 else first
        if len(parts) > 2 or not first <= last <= first + LONGEST:
            raise ValueError(line)  # noqa: TRY301 - said as any other fault of the line
    except ValueError as error:
        raise SettingRefused(
            Text(
                f"“{line}”不是日期：每行写一天或一段，如 2027-02-05 至 2027-02-12",
                f"“{line}” is no day: write a day or a span on each line, like 2027-02-05 to 2027-02-12",
            )
        ) from error
    return first, last


def _full(text: str) -> date:
    found = DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(*map(int, found.groups()))


def _end(text: str, first: date) -> date:
    """The last day of a span, whose year and month may be left out."""
    short = SHORT.fullmatch(text)
    return date(first.year, int(short[1] or first.month), int(short[2])) if short else _full(text)


def write_days(days: Collection[date]) -> str:
    """Days as lines that `parse_days` reads back; those with nothing but a weekend between them are one span."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and _next(spans[-1][-1], day):
            spans[-1].append(day)
        else:
            spans.append([day])
    return "\n".join(f"{span[0]} – {span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)


def _next(before: date, day: date) -> bool:
    """Whether no day of the same kind, weekday or weekend, lies between the two."""
    between = [before + timedelta(days=step) for step in range(1, (day - before).days)]
    return all((other.weekday() >= SATURDAY) is not (day.weekday() >= SATURDAY) for other in between)
