"""What is chosen on the review map: a finding, comment, plot, vertex or place. It lives in the address as `pin`."""

from dataclasses import dataclass
from functools import partial

from data.ledgers.gi_comments import FINDING, PLACE, PLOT, VERTEX
from pages.parts.frame import address

PIN, REPAIR, COMMENT = "pin", "repair", "comment"
KINDS = (FINDING, COMMENT, PLOT, VERTEX, PLACE)
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Pinned:
    """A kind of KINDS and what it names: an id, number, code, vertex, or "longitude,latitude"."""

    kind: str
    target: str

    @property
    def code(self) -> str:
        """As it stands in the address."""
        return f"{self.kind}:{self.target}"


def pinned() -> Pinned | None:
    """What the address names; None where it names nothing that could be chosen."""
    kind, _colon, target = (address.get(PIN) or "").partition(":")
    return Pinned(kind, target) if kind in KINDS and 0 < len(target) <= LONGEST else None


def choose(code: str | None) -> None:
    """Choose something else, or nothing: a repair that was looked at is then no longer looked at."""
    address.put(PIN, code)
    address.put(REPAIR, None)


unpin = partial(choose, None)
