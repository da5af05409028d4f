"""What the page asks of the services, once for each commit and day: all markets together, filtered by the views."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from data.store import Store
from pages.parts import cached
from services.cultivation import progress as progresses
from services.cultivation import records, scores, standing
from services.cultivation import tasks as dated
from services.cultivation.missing import Gap, gaps, next_stage
from services.cultivation.records import Records

Where = tuple[str, str]


def all_records(as_of: date) -> Records:
    """Every record of the markets on a ladder."""
    return cached.answer(records.read, as_of)


def board(as_of: date) -> pl.DataFrame:
    """Where each market stands, with the columns of `progress` (null for who has no plan)."""
    return cached.answer(_board, as_of)


def _board(_: Store, as_of: date) -> pl.DataFrame:
    now = standing.standing(all_records(as_of))
    return now.join(progress(as_of), on=standing.WHERE, how="left", maintain_order="left")


def lacking(as_of: date) -> Mapping[Where, tuple[Gap, ...]]:
    """What each market lacks for the stage that follows, after the last stage for that one itself."""
    return cached.answer(_lacking, as_of)


def _lacking(_: Store, as_of: date) -> Mapping[Where, tuple[Gap, ...]]:
    whole = all_records(as_of)
    now = standing.standing(whole).select("market", "ladder", "stage")
    return {
        (market, ladder): gaps(whole, market, ladder, next_stage(ladder, stage) or stage)
        for market, ladder, stage in now.iter_rows()
    }


def progress(as_of: date) -> pl.DataFrame:
    """Planned against actual of each market with a plan."""
    return cached.answer(_progress, as_of)


def _progress(_: Store, as_of: date) -> pl.DataFrame:
    return progresses.progress(all_records(as_of))


def on_file(as_of: date) -> pl.DataFrame:
    """The steps of what is on file."""
    return cached.answer(_on_file, as_of)


def _on_file(_: Store, as_of: date) -> pl.DataFrame:
    return progresses.on_file(all_records(as_of))


def tasks(as_of: date) -> pl.DataFrame:
    """Every dated task of every market."""
    return cached.answer(_tasks, as_of)


def _tasks(_: Store, as_of: date) -> pl.DataFrame:
    return dated.tasks(all_records(as_of))


def totals(as_of: date) -> pl.DataFrame:
    """The reference scores."""
    return cached.answer(_totals, as_of)


def _totals(_: Store, as_of: date) -> pl.DataFrame:
    return scores.totals(all_records(as_of))
