"""Rows as people read them: names of kept files in place of their hashes, where the reader may know them."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Change, Store, commit, put_attachment, read_rows
from services.access.identity import THE_BOARD
from services.access.rights import EVERYTHING, MASKED, Sight
from services.records.readable import readable
from tests.services.cultivation.stored import MARKET

TRAINING = {"market": "SC001", "held_on": date(2026, 3, 2), "theme": "示例", "office": "ZD"}
UNKNOWN = "f" * 64


@pytest.mark.parametrize(
    ("sight", "shown"),
    [
        (EVERYTHING, ["签到表.pdf", UNKNOWN, None]),
        (Sight(frozenset({"ZD"})), ["签到表.pdf", UNKNOWN, None]),
        (Sight(frozenset({"IP"})), ["有附件", "有附件", None]),
        (MASKED, ["有附件", "有附件", None]),
        (Sight(None, names=True, screen=True), ["有附件", "有附件", None]),
    ],
)
def test_files_are_named_to_who_may_open_them(store: Store, sight: Sight, shown: list[str | None]) -> None:
    file = put_attachment(store, b"%PDF-1.4 example", "签到表.pdf", "application/pdf")
    rows = [
        Change("market_trainings", {**TRAINING, "number": str(number), "proof": proof})
        for number, proof in enumerate((file.sha256, UNKNOWN, None))
    ]
    commit(store, THE_BOARD.actor, "test", [Change("markets", MARKET), *rows], files=[file])
    found = readable(
        store, read_rows(store, "market_trainings", order=("number",)), ledger("market_trainings"), "zh_CN", sight
    )
    assert found["proof"].to_list() == shown


def test_points_in_time_are_those_of_the_bureaus_clock(store: Store) -> None:
    """02:05 UTC is 10:05 in Tianjin; nobody reads fractions of a second, and seconds only where there are some."""
    own = ledger("exhibition_complaints")
    column = own.column("received_at")
    at = [datetime(2026, 3, 21, 2, 5, tzinfo=UTC), datetime(2026, 3, 21, 16, 0, 9, tzinfo=UTC), None]
    frame = pl.DataFrame({column.name: at}, schema={column.name: own.schema[column.name]})
    found = readable(store, frame, own, "zh_CN", EVERYTHING)
    assert found[column.name].to_list() == ["2026-03-21 10:05", "2026-03-22 00:00:09", None]
