"""What a market still lacks for a stage. What the stages before it ask for counts too, for a superior may move a
market on before its file is complete, and the file is then still incomplete."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.assessments import KINDS
from data.ledgers.market_columns import CHANNELS, ONLINE
from data.texts import Text
from services.cultivation import criteria
from services.cultivation.ladders import SUPERIOR, Ladder, Stage, ladders, milestones, stages
from services.cultivation.progress import WHERE, evidence, required
from services.cultivation.records import Records
from services.cultivation.scores import checklist
from services.cultivation.standing import began, entered, standing

RECORDS, ASSESSED, PROOF, MILESTONE, DOCUMENT = "records", "assessed", "proof", "milestone", "document"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a market lacks for a stage. `kind` is what it is, `code` names it: a ledger, a kind of assessment, a
    criterion, a milestone, a stage; `channel` where it is about one channel."""

    kind: str
    code: str
    stage: str
    channel: str
    text: Text


def gaps(records: Records, market: str, ladder: str, stage: str) -> tuple[Gap, ...]:
    """What the market lacks on the day of the records for that stage and those before it, in their order; what
    several of them ask for is said once."""
    own, known, steps = records.of(market), stages(), ladders()[ladder]
    found: dict[tuple[str, str, str], Gap] = {}
    for code in steps.upto(stage):
        for lacks in (_records, _assessed, _proofs, _milestones, _document):
            for gap in lacks(own, known[code], steps):
                found.setdefault((gap.kind, gap.code, gap.channel), gap)
    return tuple(found.values())


def _records(own: Records, stage: Stage, _: Ladder) -> list[Gap]:
    titles = {name: ledger_of(name).title for name in stage.requires.records if own[name].is_empty()}
    return [
        Gap(RECORDS, name, stage.code, "", Text(f"“{title.zh}”尚无记录", f"no rows yet: {title.en}"))
        for name, title in titles.items()
    ]


def _assessed(own: Records, stage: Stage, _: Ladder) -> list[Gap]:
    labels = {kind.code: kind.label for kind in KINDS}
    found = []
    for kind in stage.requires.assessed:
        left = checklist(own, kind).filter(pl.col("scored") & pl.col("points").is_null()).height
        if left:
            label = labels[kind]
            text = Text(f"{label.zh}缺 {left} 项评分", f"{label.en}: {left} criteria without points")
            found.append(Gap(ASSESSED, kind, stage.code, "", text))
    return found


def _proofs(own: Records, stage: Stage, _: Ladder) -> list[Gap]:
    if not stage.requires.proofs:
        return []
    lacking = required(own).join(evidence(own), on=WHERE, how="anti", maintain_order="left")
    return [
        Gap(PROOF, code, stage.code, channel, _no_proof(code, channel))
        for channel, code in lacking.select("channel", "criterion").iter_rows()
    ]


def _no_proof(code: str, channel: str) -> Text:
    label = criteria.criteria()[code].label
    where = {choice.code: choice.label for choice in CHANNELS}[channel]
    zh, en = (f"（{where.zh}）", f" ({where.en})") if channel == ONLINE else ("", "")
    return Text(f"“{label.zh}”{zh}缺证明材料", f"no proof on file: {label.en}{en}")


def _milestones(own: Records, stage: Stage, ladder: Ladder) -> list[Gap]:
    """Those done since the market last began its cultivation; an earlier round's don't count."""
    if not stage.requires.milestones:
        return []
    start = began(own).filter(pl.col("ladder") == ladder.code)["start"].max()
    rows = own["milestones"].filter(pl.col("ladder") == ladder.code, pl.col("done_on") <= own.as_of)
    if isinstance(start, date):
        rows = rows.filter(pl.max_horizontal("due", "done_on") >= start)
    known, done = milestones(), set(rows["task"].to_list())
    return [
        Gap(
            MILESTONE,
            code,
            stage.code,
            "",
            Text(f"“{known[code].label.zh}”未完成", f"not done: {known[code].label.en}"),
        )
        for code in stage.requires.milestones
        if code not in done
    ]


def _document(own: Records, stage: Stage, ladder: Ladder) -> list[Gap]:
    """A superior's stage that was entered without the scan of its document."""
    if stage.by != SUPERIOR:
        return []
    rows = entered(own).filter(pl.col("ladder") == ladder.code, pl.col("stage") == stage.code)
    if rows.is_empty() or rows["document"].to_list()[-1]:
        return []
    text = Text(f"“{stage.label.zh}”缺依据文件扫描件", f"no scan of the document: {stage.label.en}")
    return [Gap(DOCUMENT, stage.code, stage.code, "", text)]


def next_stage(ladder: str, stage: str) -> str:
    """The stage that follows on a ladder; "" after the last one."""
    known = ladders()
    return known[ladder].after(stage) if ladder in known else ""


def board(records: Records) -> pl.DataFrame:
    """The columns of `standing` with next (the stage that follows, "" after the last) and missing: how many gaps
    there are for it, after the last stage for that one itself."""
    now = standing(records)
    following = [next_stage(*where) for where in now.select("ladder", "stage").iter_rows()]
    counted = [
        len(gaps(records, market, ladder, after or stage)) if ladder in ladders() else None
        for (market, ladder, stage), after in zip(
            now.select("market", "ladder", "stage").iter_rows(), following, strict=True
        )
    ]
    return now.with_columns(
        pl.Series("next", following, dtype=pl.String()), pl.Series("missing", counted, dtype=pl.Int64())
    )
