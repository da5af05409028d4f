"""What an upload says of who has handed in: 有数据 for each month from its first row to its last."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from data.ledgers.submissions import HAS_ROWS
from data.store import Change
from services.clock import Clock
from services.intake.known import Known
from services.rights import Action, Person, require


def submissions(
    frames: Mapping[str, pl.DataFrame], known: Known, *, office: str | None, person: Person, clock: Clock
) -> list[Change]:
    """New or changed rows of `submissions` for the good rows of an upload, by ledger.

    They count for `office` where its kind hands in that ledger, else for each row's own office. A month
    that was handed in before stays as it was; a 零报告 becomes 有数据. Ledgers without a date have no months.
    Raises NotAllowed for an office that the person may not hand in for.
    """
    kinds = _kinds(frames, known)
    given = frames.get("submissions")
    taken = set(given.select("office", "ledger", "period").rows()) if given is not None else set()
    changes = []
    for name, rows in frames.items():
        months = sorted(_handed_in(ledger_of(name), rows, kinds, office))
        stored = known.rows("submissions", {"ledger": name}).to_dicts() if months else []
        by_month = {(row["office"], row["period"]): row for row in stored}
        for by, period in months:
            require(person, Action.HAND_IN, by)
            values = {
                "office": by,
                "ledger": name,
                "period": period,
                "content": HAS_ROWS,
                "by": person.code,
                "at": clock.now(),
            }
            if (by, name, period) not in taken:
                changes += _change(values, by_month.get((by, period)))
    return changes


def _change(values: dict[str, Any], stored: dict[str, Any] | None) -> list[Change]:
    if stored is None:
        return [Change("submissions", values)]
    return [] if stored["content"] == HAS_ROWS else [Change("submissions", values, stored["id"], stored["version"])]


def _kinds(frames: Mapping[str, pl.DataFrame], known: Known) -> dict[str, str]:
    offices = [known.rows("offices"), *([frames["offices"]] if "offices" in frames else [])]
    return {code: kind for rows in offices for code, kind in rows.select("code", "kind").iter_rows()}


def _handed_in(
    ledger: Ledger, rows: pl.DataFrame, kinds: Mapping[str, str], office: str | None
) -> set[tuple[str, str]]:
    """Office and month: every month from an office's first row to its last, for what lies between is told too."""
    column = next((column.name for column in ledger.references if column.refers_to == "offices"), None)
    if ledger.own or not ledger.dated or column is None or rows.is_empty():
        return set()
    own = office if office and kinds.get(office) in ledger.reported_by else None
    by = pl.lit(own).alias("by") if own else pl.col(column).alias("by")
    month = pl.col(ledger.dated).dt.truncate("1mo")
    spans = rows.group_by(by).agg(month.min().alias("first"), month.max().alias("last")).drop_nulls()
    months = spans.with_columns(month=pl.date_ranges("first", "last", "1mo")).explode("month")
    pairs = months.select("by", pl.col("month").dt.strftime("%Y-%m"))
    return {(by, month) for by, month in pairs.iter_rows() if kinds.get(by) in ledger.reported_by}
