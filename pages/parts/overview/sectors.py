"""Cases by sector, against the same days last year."""

import polars as pl

from data.registry import entries
from pages.parts.frame.context import Page
from pages.parts.showing.figure import figure
from pages.parts.showing.sources import CachedFacts, provenance
from services.figures.spec import scale_end
from services.figures.two_years import this_year_and_last
from services.overview import year as overview

CHART = 300


def sectors(page: Page, facts: CachedFacts) -> None:
    _ = page._
    labels = _.labels(entries("sectors"))
    rows = overview.by_sector(facts, page.as_of).with_columns(
        label=pl.col("sector").replace_strict(labels),
        text=pl.when(pl.col("before").is_null())
        .then(pl.col("now").cast(pl.String))
        .otherwise(pl.format(_("{} (last year {})"), "now", "before")),
    )
    end = scale_end([*rows["now"], *rows["before"]])
    figure(
        page,
        this_year_and_last,
        rows,
        provenance(
            page,
            _("Cases opened by sector: bar this year, tick the same days last year"),
            _(
                "Cases by filing date, each in exactly one sector; food and drugs together are the plan's 食品药品. "
                "No tick where not every unit has handed in all of both spans."
            ),
            overview.year_to(page.as_of),
            "cases",
        ),
        key="sectors",
        options=(tuple(labels.values()), end, CHART),
        columns={"label": _("Sector"), "now": _("This year"), "before": _("Same days last year")},
    )
