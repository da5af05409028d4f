"""What a market's application for recognition consists of on a day: its facts, its proofs in order, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Column, Kind
from data.ledgers.market_columns import CHANNELS, ONLINE
from data.store import Attachment, Store
from data.store.errors import StoreError
from data.texts import Text
from services.access.rights import Sight
from services.cultivation.criteria import criteria
from services.cultivation.ladders import Ladder, ladders, milestones, stages
from services.cultivation.missing import Gap, gaps
from services.cultivation.records import LEDGERS, Records
from services.cultivation.scores import expected
from services.cultivation.standing import entered, standing
from services.records.proofs import kept
from services.records.readable import names_of


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that proves something: what it is about, its hash, and the unit whose row names it."""

    about: Text
    sha256: str
    office: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Application:
    """`records` are the market's own, `market` its row of the register, `place` that of `standing`; `files` what is
    known of the proofs' files by hash; `gaps` what is missing for the application, or for the stage it has come to."""

    records: Records
    market: Mapping[str, Any]
    office: str
    ladder: Ladder
    place: Mapping[str, Any]
    proofs: tuple[Proof, ...]
    files: Mapping[str, Attachment]
    gaps: tuple[Gap, ...]

    def file_name(self, proof: Proof) -> str:
        """The name a proof was handed in under; the beginning of its hash where that is not known."""
        file = self.files.get(proof.sha256)
        return file.name if file else proof.sha256[:12]

    def number_of(self, about: Text, sha256: str | None = None) -> int | None:
        """The number, from 1, under which a proof about something is enclosed; None for none."""
        found = (n for n, one in enumerate(self.proofs, start=1) if one.about == about and sha256 in (None, one.sha256))
        return next(found, None)


def application(store: Store, sight: Sight, records: Records, market: str, ladder: str) -> Application:
    """The application of a market on a ladder on the day of the records. A file's name may say whose it is, so only
    those of units that the sight is open to are known. Raises StoreError for a market that isn't on the ladder."""
    own = records.of(market)
    places = standing(own).filter(pl.col("ladder") == ladder)
    if places.is_empty() or own.markets.is_empty():
        raise StoreError(Text("该市场不在这一级别上", "this market is not on that ladder: choose another"))
    place, row, steps = places.row(0, named=True), own.markets.row(0, named=True), ladders()[ladder]
    found = _proofs(own, ladder)
    return Application(
        records=own,
        market=row,
        office=names_of(store, "offices", own.markets["office"]).get(row["office"]) or str(row["office"]),
        ladder=steps,
        place=place,
        proofs=found,
        files=kept(store, tuple({proof.sha256 for proof in found if sight.open_to(proof.office)})),
        gaps=gaps(records, market, ladder, _aim(steps, place["stage"])),
    )


def _aim(ladder: Ladder, stage: str) -> str:
    """The stage whose materials are wanted: the application, or a later one that the market has come to."""
    gate = next((code for code in ladder.stages if stages()[code].gate), stage)
    return stage if stage in ladder.stages and gate in ladder.upto(stage) else gate


def _proofs(own: Records, ladder: str) -> tuple[Proof, ...]:
    """The superior's documents, the proofs of the criteria, the results of dated tasks, the rows' own scans; a file
    that two rows of one kind name stands once."""
    parts = [*_documents(own, ladder), *_of_criteria(own), *_of_tasks(own, ladder), *_of_ledgers(own)]
    return tuple({(one.about, one.sha256): one for one in reversed(parts)}.values())[::-1]


def _documents(own: Records, ladder: str) -> list[Proof]:
    known, office = stages(), own.markets["office"].to_list()[0]
    rows = entered(own).filter(pl.col("ladder") == ladder, pl.col("document").is_not_null())
    return [
        Proof(known[stage].label, document, office)
        for stage, document in rows.select("stage", "document").iter_rows()
        if stage in known
    ]


def _of_criteria(own: Records) -> list[Proof]:
    """The last proof handed in for each criterion and channel, in the registry's order."""
    rows = own["assessments"].filter(pl.col("proof").is_not_null()).sort("assessed_on", "id")
    last = {
        (row["criterion"], row["channel"]): row
        for row in rows.select("criterion", "channel", "proof", "office").iter_rows(named=True)
    }
    wanted, order = expected(own).select("criterion", "channel").rows(), list(criteria())
    return [
        Proof(criterion_text(code, channel), last[code, channel]["proof"], last[code, channel]["office"])
        for code, channel in sorted(wanted, key=lambda one: order.index(one[0]))
        if (code, channel) in last
    ]


def criterion_text(code: str, channel: str) -> Text:
    """A criterion's name, and for the online channel that it is about that."""
    label = criteria()[code].label
    if channel != ONLINE:
        return label
    online = next(one.label for one in CHANNELS if one.code == ONLINE)
    return Text(f"{label.zh}（{online.zh}）", f"{label.en} ({online.en})")


def _of_tasks(own: Records, ladder: str) -> list[Proof]:
    known = milestones()
    rows = own["milestones"].filter(pl.col("ladder") == ladder, pl.col("proof").is_not_null())
    return [
        Proof(known[task].label, proof, office)
        for task, proof, office in rows.select("task", "proof", "office").iter_rows()
        if task in known
    ]


def _of_ledgers(own: Records) -> list[Proof]:
    return [
        Proof(ledger_of(name).title, *file)
        for name in LEDGERS
        if name != "assessments"
        for column in _attached(name)
        for file in own[name].drop_nulls(column.name).select(column.name, "office").iter_rows()
    ]


def _attached(name: str) -> list[Column]:
    return [column for column in ledger_of(name).columns if column.kind is Kind.ATTACHMENT]
