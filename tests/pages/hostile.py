"""Values of an address that nobody would type: markup, formulas, days and numbers beyond all, control characters."""

from collections.abc import Collection, Iterator

MARKUP = "<script>alert(1)</script>[here](http://evil.example)"
HOSTILE = (
    "no-such-code",
    "<script>alert(1)</script>",
    "[here](http://evil.example)",
    "=1+1",
    "2099-01-01",
    "0001-01-01",
    "长" * 5000,
    "Food",
    "\t\r\n\x00",
    "9" * 20,
    "vertex:" + "9" * 5000,
)


def addresses(names: Collection[str], place: int) -> Iterator[dict[str, str]]:
    """Three that give every one of these names, 11 or more, a value: all of them markup, then each value to somebody,
    and to another in the third. Other places, other pairs: over the views of a page its names meet them all."""
    yield dict.fromkeys(names, MARKUP)
    for first in (place, place + len(HOSTILE) // 2):
        yield {name: HOSTILE[(first + number) % len(HOSTILE)] for number, name in enumerate(sorted(names))}
