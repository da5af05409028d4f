"""The form in which a group of criteria is assessed: opened, and kept as a draft on the server while it is filled.

One form is one market, day, kind, channel and group. It remembers which version of each row it was opened over, so
that nobody writes over what a colleague entered meanwhile. `handing_in` writes it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from msgspec import structs

from data.ledgers.market_columns import ONLINE
from data.store import Attachment, Draft, Store, drafts_on, drop_draft, keep_draft, read_rows
from data.store.errors import OlderShape
from data.store.kept import Kept, from_state, to_state
from services.access.rights import Person
from services.cultivation import criteria
from services.cultivation.responsible import filing_office
from services.intake.corrections import as_text

LEDGER = "assessments"
SUBJECT = "assessment/"


class Line(Kept, frozen=True):
    """What was typed for one criterion, as texts; `proof` is the hash of a kept file, "" for none."""

    points: str = ""
    proof: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Which form it is."""

    market: str
    assessed_on: date
    kind: str
    channel: str
    group: str

    @property
    def subject(self) -> str:
        """The name its draft is kept under."""
        return f"{market_subject(self.market)}{self.assessed_on}/{self.kind}/{self.channel}/{self.group}"

    def criteria(self) -> list[str]:
        """The criteria of its group that its channel is assessed by."""
        both = criteria.by_group()[self.group]
        return [one.code for one in both if one.online or self.channel != ONLINE]


class Typed(Kept, frozen=True):
    """What the draft of a form keeps of a sheet."""

    lines: Mapping[str, Line]
    seen: Mapping[str, int]
    files: tuple[Attachment, ...]
    assessor: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is filled: lines by criterion, the version of each row it was opened over (absent for none), the
    files newly handed in, and the assessor's name."""

    form: Form
    lines: Mapping[str, Line]
    seen: Mapping[str, int]
    files: tuple[Attachment, ...] = ()
    assessor: str = ""


def market_subject(market: str) -> str:
    """What the subjects of all drafts on a market begin with."""
    return f"{SUBJECT}{market}/"


def open_sheet(store: Store, person: Person, form: Form) -> Sheet:
    """The person's own draft of the form, else what the store holds: also where the draft is of an earlier version of
    the board, which kept other things."""
    for draft in drafts_on(store, form.subject):
        if (draft.actor, draft.subject) == (person.code, form.subject):
            with suppress(OlderShape):
                return Sheet(form, **structs.asdict(from_state(draft.state, Typed)))
    return stored(store, form)


def stored(store: Store, form: Form) -> Sheet:
    """The form as the store holds it; criteria that were not assessed on that day have no line."""
    rows = rows_of(store, form)
    lines = {row["criterion"]: Line(as_text(row["points"]), row["proof"] or "", row["note"] or "") for row in rows}
    assessors = [row["assessor"] for row in rows if row["assessor"]]
    seen = {row["criterion"]: row["version"] for row in rows}
    return Sheet(form, lines, seen, assessor=assessors[0] if assessors else "")


def rows_of(store: Store, form: Form) -> list[dict[str, Any]]:
    where = {name: getattr(form, name) for name in ("market", "assessed_on", "kind", "channel")}
    return read_rows(store, LEDGER, where={**where, "criterion": form.criteria()}).to_dicts()


def keep(store: Store, person: Person, sheet: Sheet) -> None:
    """Keep what was typed so far, so that a lost connection loses nothing."""
    filing_office(store, person, sheet.form.market)
    typed = Typed(sheet.lines, sheet.seen, sheet.files, sheet.assessor)
    keep_draft(store, person.actor, sheet.form.subject, to_state(typed))


def discard(store: Store, person: Person, form: Form) -> None:
    """Forget the person's own draft of a form."""
    drop_draft(store, person.actor, form.subject)


def form_of(draft: Draft) -> Form:
    """The form that a draft is of."""
    market, day, kind, channel, group = draft.subject.removeprefix(SUBJECT).rsplit("/", 4)
    return Form(market, date.fromisoformat(day), kind, channel, group)


def own(store: Store, person: Person, market: str) -> list[Draft]:
    """What the person has begun on this market and not handed in, the newest first."""
    return [draft for draft in drafts_on(store, market_subject(market)) if draft.actor == person.code]


def others(store: Store, person: Person, market: str) -> list[Draft]:
    """What other people have begun on this market and not handed in, the newest first."""
    return [draft for draft in drafts_on(store, market_subject(market)) if draft.actor != person.code]


def rebased(store: Store, sheet: Sheet) -> Sheet:
    """What was typed, over the rows as they are now: for who has seen a colleague's values and still means his own.
    Lines that were left empty take what the colleague entered."""
    now = stored(store, sheet.form)
    lines = {code: line for code, line in sheet.lines.items() if line != Line()}
    return replace(sheet, lines={**now.lines, **lines}, seen=now.seen)
