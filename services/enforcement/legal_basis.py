"""What a case's act rests on at a day, and the amounts from which handing it to the police is considered.

A law holds between two days and a case keeps the basis of its own day (that of opening), so a change of law alters
nothing that was counted. Thresholds only remind; they find nothing.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import structs

from data.ledgers import ledger as ledger_of
from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import Basis, LegalBasis, TransferThreshold
from data.texts import Text

BASES, THRESHOLDS = "legal-bases", "transfer-thresholds"
# 令118: from this day illegal gains are counted on a new basis.
GAINS_SINCE = date(2026, 3, 20)
GAINS_NOTE = Text(
    "违法所得自 2026-03-20 起按新办法计算（总局令第118号），此前此后的数额不宜直接比较。",
    "Illegal gains are counted on a new basis from 2026-03-20 (order no. 118): amounts before and after that day "
    "can't be compared as they stand.",
)


class Reminder(NamedTuple):
    """A threshold, and the amounts of a case that reach it, in yuan by column."""

    threshold: TransferThreshold
    reached: Mapping[str, Decimal]


def basis(act: str, day: date) -> Basis | None:
    """What an act of `cases.act` rested on that day; None where nothing is known. Raises RegistryError."""
    return next((one for one in _bases().get(act, ()) if _holds(one, day)), None)


def _holds(one: Basis, day: date) -> bool:
    return (one.since or date.min) <= day <= (one.until or date.max)


def _bases() -> dict[str, tuple[Basis, ...]]:
    """The bases of each act. RegistryError for an act that is unknown or in two entries, and for days that overlap."""
    found: dict[str, tuple[Basis, ...]] = {}
    for entry in entries(BASES, LegalBasis):
        _check_acts(BASES, entry.code, entry.acts)
        if twice := [act for act in entry.acts if act in found]:
            raise RegistryError(
                f"{BASES}.toml [{entry.code}] acts", Text(f"{twice[0]} 已有依据", f"{twice[0]} has one")
            )
        for before, after in zip(entry.bases, entry.bases[1:], strict=False):
            if (before.until or date.max) >= (after.since or date.min):
                raise RegistryError(f"{BASES}.toml [{entry.code}] bases", Text("时段重叠或无序", "days overlap"))
        found |= dict.fromkeys(entry.acts, entry.bases)
    return found


def _check_acts(registry: str, code: str, acts: tuple[str, ...]) -> None:
    known = {choice.code for choice in ledger_of("cases").column("act").options()}
    if unknown := [act for act in acts if act not in known]:
        where = f"{registry}.toml [{code}] acts"
        raise RegistryError(where, Text(f"没有案由 {unknown[0]}", f"no act {unknown[0]}; known: {', '.join(known)}"))


def _thresholds() -> tuple[TransferThreshold, ...]:
    """All thresholds. RegistryError for an act that is unknown."""
    found = entries(THRESHOLDS, TransferThreshold)
    for entry in found:
        _check_acts(THRESHOLDS, entry.code, entry.acts)
    return found


def reminder(case: Mapping[str, Any], on: date) -> Reminder | None:
    """What a case in frame form that is not transferred by `on` has to be held against, by its day of decision, or by
    `on` while it is not decided; None where no threshold held. The reported amount is none of the three legal ones and
    never counts, and an amount that is not filled in reaches nothing. Raises RegistryError."""
    transferred, decided = case["transferred_on"], case["decided_on"]
    day = decided if decided and decided <= on else on
    found = next((one for one in _thresholds() if case["act"] in one.acts and one.since <= day), None)
    if found is None or (transferred and transferred <= on):
        return None
    named = {name: least for name, least in structs.asdict(found.amounts).items() if least is not None}
    return Reminder(
        found, {name: case[name] for name, least in named.items() if case[name] is not None and case[name] >= least}
    )


def gains_note(start: date, end: date) -> Text | None:
    """What has to be said beside illegal gains of these days, both included, where the two ways of counting meet."""
    return GAINS_NOTE if start < GAINS_SINCE <= end else None


judged_by(BASES, _bases)
judged_by(THRESHOLDS, _thresholds)
