"""RFC 5545, held against a reader of its own: lines are unfolded and values unescaped as the RFC says."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as any_

from services.days.clock import ZONE
from services.exchange.icalendar import LONGEST, Event, calendar, text

MADE = datetime(2026, 6, 3, 4, tzinfo=UTC)
MEANT = {r"\n": "\n", r"\\": "\\", r"\;": ";", r"\,": ","}


def read(content: bytes) -> list[tuple[str, str]]:
    """Names with parameters, and values, of the content lines."""
    physical = content.decode().split("\r\n")
    assert physical[-1] == "", "every line has its end"
    assert all(len(line.encode()) <= LONGEST for line in physical)
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert not any(sign in line for line in lines for sign in "\r\n")
    named = [line.partition(":") for line in lines]
    return [(name, re.sub(r"\\.", lambda found: MEANT[found[0]], value)) for name, _, value in named]


def test_a_day_and_a_moment() -> None:
    found = read(
        calendar(
            "示例所的期限",
            [
                Event("1@x", date(2026, 6, 10), "立案至处理决定 1", "90日；顺延"),
                Event("2@x", datetime(2026, 5, 16, 15, 30, tzinfo=ZONE), "答辩", "24小时"),
            ],
            MADE,
        )
    )
    assert found[0] == ("BEGIN", "VCALENDAR")
    assert found[-1] == ("END", "VCALENDAR")
    assert ("VERSION", "2.0") in found
    assert ("DTSTART;VALUE=DATE", "20260610") in found
    assert ("DTSTART", "20260516T073000Z") in found, "15:30 in Shanghai"
    assert found.count(("DTSTAMP", "20260603T040000Z")) == 2
    assert found.count(("BEGIN", "VEVENT")) == found.count(("END", "VEVENT")) == 2


def test_what_a_text_may_not_do() -> None:
    assert text("a,b;c\\d\r\nEND:VEVENT") == r"a\,b\;c\\d\nEND:VEVENT"
    assert text("a\x00\x07\tb\rc") == r"ab\nc"


@given(any_.text(max_size=200), any_.text(alphabet="期限示例\\,;: \n\rE\t\x0b\x1c\x85\u2028🏭", max_size=200))
def test_no_text_ends_its_line_or_is_lost(summary: str, description: str) -> None:
    found = dict(read(calendar("x", [Event("1", date(2026, 6, 10), summary, description)], MADE)))
    for name, given_text in (("SUMMARY", summary), ("DESCRIPTION", description)):
        meant = given_text.replace("\r\n", "\n").replace("\r", "\n")
        assert found[name] == "".join(sign for sign in meant if sign == "\n" or (sign >= " " and sign != "\x7f"))
