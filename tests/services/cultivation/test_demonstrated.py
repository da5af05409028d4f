"""The demonstration as the board reads it: lights, signals and gaps that its story is meant to show."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.ledgers import ledger
from data.ledgers.columns import Kind
from data.store import Store, attachments_of, get_attachment, open_store, read_rows
from services.access.identity import THE_BOARD
from services.administration.demonstration import remove_demonstration
from services.cultivation.missing import gaps
from services.cultivation.progress import progress
from services.cultivation.records import LEDGERS, STEPS, incidents, read
from services.cultivation.tasks import tasks
from services.cultivation.watch import signals
from services.records.facts import StoreFacts

AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="module")
def shown(demonstration: Path) -> Iterator[Store]:
    """A store with the demonstration."""
    store = open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)
    yield store
    store.close()


def test_three_markets_in_cultivation_show_the_three_lights(shown: Store) -> None:
    found = progress(read(shown, AS_OF)).filter(pl.col("light").is_not_null())
    # 217 of 364 days are over and 65 points of 100 on file; 322 of 364 and 35; 258 of 364 and 45.
    assert found.select("market", "light", pl.col("behind").round(1)).rows() == [
        ("SLSC02", "on_plan", -5.4),
        ("SLSC15", "far_behind", 53.5),
        ("SLSC23", "yellow", 25.9),
    ]


def test_one_market_slips_back_and_the_title_of_another_runs_out(shown: Store) -> None:
    found = signals(read(shown, AS_OF), incidents(StoreFacts(shown), AS_OF))
    assert [(one.market, one.rule) for one in found] == [
        ("SLSC04", "ending"),
        ("SLSC17", "silent"),
        ("SLSC17", "coverage"),
        ("SLSC17", "complaints"),
    ]


def test_the_market_that_applied_had_everything_and_another_lacks_its_plan(shown: Store) -> None:
    assert gaps(read(shown, date(2026, 6, 18)), "SLSC30", "city", "application") == ()
    late = {gap.code for gap in gaps(read(shown, AS_OF), "SLSC15", "city", "application")}
    assert {"work_plan", "system"} <= late
    overdue = tasks(read(shown, AS_OF)).filter(pl.col("light") == "red")
    assert set(overdue["market"]) == {"SLSC15"}


def test_the_files_that_rows_name_can_be_opened(shown: Store) -> None:
    for name in (*LEDGERS, *STEPS):
        for column in ledger(name).columns:
            if column.kind is Kind.ATTACHMENT:
                hashes = set(read_rows(shown, name, columns=(column.name,))[column.name].drop_nulls())
                files = attachments_of(shown, hashes)
                assert set(files) == hashes
                assert all(
                    file.name.startswith("演示-") and get_attachment(shown, file.sha256) for file in files.values()
                )


def test_removal_takes_all_of_it_away(demonstration: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demonstration, tmp_path / "data"))
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder)
    remove_demonstration(store, THE_BOARD)
    assert all(read_rows(store, name).is_empty() for name in (*LEDGERS, *STEPS, "markets"))
    store.close()
