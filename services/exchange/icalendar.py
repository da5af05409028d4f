"""Calendars as files (RFC 5545): events of a day or of a moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

LINE_END = "\r\n"
# Octets in a line, its end left out (3.1).
LONGEST = 75
UNSAID = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
ESCAPED = {"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: `uid` stays the same for what it is about; `when` is a day, or a moment with a zone."""

    uid: str
    when: date
    summary: str
    description: str


def text(value: str) -> str:
    """A TEXT value (3.3.11): nothing in it ends the line or the value."""
    plain = UNSAID.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(ESCAPED.get(sign, sign) for sign in plain)


def folded(line: str) -> str:
    """A content line (3.1) in lines of at most 75 octets, no character cut in two; what goes on begins with a blank."""
    lines, octets = [""], 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LONGEST:
            lines.append(" ")
            octets = 1
        lines[-1] += sign
        octets += size
    return LINE_END.join(lines)


def calendar(name: str, events: Iterable[Event], made: datetime) -> bytes:
    """A calendar file of these events. `made` is when (with a zone)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Xiqing IP Protection Board//Deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        *(line for event in events for line in _event(event, made)),
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + LINE_END for line in lines).encode()


def _event(event: Event, made: datetime) -> list[str]:
    when = event.when
    starts = f":{_moment(when)}" if isinstance(when, datetime) else f";VALUE=DATE:{when:%Y%m%d}"
    return [
        "BEGIN:VEVENT",
        f"UID:{text(event.uid)}",
        f"DTSTAMP:{_moment(made)}",
        f"DTSTART{starts}",
        f"SUMMARY:{text(event.summary)}",
        f"DESCRIPTION:{text(event.description)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
