"""A process that is killed while it checks an upload, anew or for the first time: the upload is whole or not there."""

import os
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.store import Store, open_store, read_rows, waiting
from data.store.errors import Damaged
from services.access.identity import THE_BOARD
from services.days.clock import FixedClock
from services.intake.confirm import confirm
from services.intake.judge import refresh
from services.intake.stage import discard, stage
from services.intake.staged import load
from services.intake.staged import waiting as staged_waiting
from tests.killing import killed
from tests.services.intake.conftest import HandIn, NewWorkbook
from tests.services.intake.test_stage import FIRST, SECOND, Cases

CLOCK = FixedClock(date(2026, 11, 23))
UPLOAD = "台账.xlsx"


def opened(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'board.db'}", folder)


def check_anew(folder: Path) -> None:
    """The work that is killed: what another person's commit makes necessary, or a click."""
    store = opened(folder)
    refresh(store, THE_BOARD, next(waiting(store, "ledgers")).id, clock=CLOCK)


def check_first(folder: Path) -> None:
    """The work that is killed: the first look at a file."""
    stage(opened(folder), THE_BOARD, [(UPLOAD, (folder / UPLOAD).read_bytes())], clock=CLOCK)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork")
def test_an_upload_killed_while_it_is_checked_anew_can_be_confirmed(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, tmp_path: Path, tmp_path_factory
) -> None:
    id = hand_in(workbook(cases({}, {"立案编号": SECOND}))).id
    store.close()
    copies = killed(f"{__name__}:check_anew", tmp_path, tmp_path_factory.mktemp("killed"), range(10, 100, 3))
    assert len(copies) >= 15
    for copy in copies:
        left = opened(copy)
        number = confirm(left, THE_BOARD, id, clock=CLOCK)
        assert read_rows(left, "cases")["number"].to_list() == [FIRST, SECOND]
        assert load(left, THE_BOARD, id).commit == number
        left.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork")
def test_an_upload_killed_while_it_is_first_checked_is_whole_or_not_there(
    store: Store, workbook: NewWorkbook, cases: Cases, tmp_path: Path, tmp_path_factory
) -> None:
    (tmp_path / UPLOAD).write_bytes(workbook(cases({}, {"立案编号": SECOND})))
    store.close()
    copies = killed(f"{__name__}:check_first", tmp_path, tmp_path_factory.mktemp("killed"), range(10, 100, 6))
    assert len(copies) >= 7
    for copy in copies:
        left = opened(copy)
        for staged in staged_waiting(left, THE_BOARD, 5):
            confirm(left, THE_BOARD, staged.id, clock=CLOCK)
        assert read_rows(left, "cases")["number"].to_list() in ([], [FIRST, SECOND])
        left.close()


@pytest.mark.parametrize("damage", ["missing", "cut short", "another"])
def test_a_file_that_is_missing_or_damaged_is_said_and_nothing_is_taken(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock, damage: str
) -> None:
    staged = hand_in(workbook(cases({}, {"立案编号": SECOND})))
    for name in staged.kept.sums:
        path = staged.kept.folder / name
        content = path.read_bytes()
        match damage:
            case "missing":
                path.unlink()
            case "cut short":
                path.write_bytes(content[:-1])
            case _ if name.startswith("rows-"):
                staged.rows("cases").head(1).write_parquet(path)
            case _:
                path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        with pytest.raises(Damaged):
            confirm(store, THE_BOARD, staged.id, clock=clock)
        path.write_bytes(content)
    assert read_rows(store, "cases").is_empty()
    shutil.rmtree(staged.kept.folder)
    with pytest.raises(Damaged):
        refresh(store, THE_BOARD, staged.id, clock=clock)
    discard(store, THE_BOARD, staged.id)
    assert list(waiting(store, "ledgers")) == []


def test_a_check_that_fails_leaves_the_upload_as_it_was(
    store: Store, workbook: NewWorkbook, cases: Cases, hand_in: HandIn, clock, monkeypatch
) -> None:
    staged = hand_in(workbook(cases({}, {"立案编号": SECOND})))

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(OSError, match="No space"):
            refresh(store, THE_BOARD, staged.id, clock=clock)
    assert [folder.name for folder in staged.kept.folder.parent.iterdir()] == [staged.kept.folder.name]
    confirm(store, THE_BOARD, staged.id, clock=clock)
    assert read_rows(store, "cases").height == 2
