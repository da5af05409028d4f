"""Growing seasons: sown after midsummer, sold from November to about April, so a season runs from 1 July to 30 June."""

from datetime import date

import polars as pl

from data.store import Store, read_rows, values_of

FIRST_MONTH = 7


def season_of(day: date) -> str:
    """The season of a day: 2025-11-18 is of 2025-2026."""
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{year}-{year + 1}"


def span(season: str) -> tuple[date, date]:
    """The first and the last day of a season; ValueError when it is none."""
    first, last = season.split("-")
    return date(int(first), FIRST_MONTH, 1), date(int(last), FIRST_MONTH - 1, 30)


def seasons(store: Store) -> list[str]:
    """The seasons of which there are plots, the newest first."""
    return values_of(store, "gi_plots", "season")[::-1]


def plots_of(store: Store, season: str | None = None) -> pl.DataFrame:
    """The plots of a season, the newest one by default, in frame form with id, version and since; by code."""
    chosen = season or next(iter(seasons(store)), "")
    return read_rows(store, "gi_plots", where={"season": chosen}, order=("code",))
