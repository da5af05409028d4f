"""链条: from complaint to inspection to case, and the days between the steps."""

from dataclasses import replace

import polars as pl
import streamlit as st

from pages.parts.enforcement.chosen import Chosen
from pages.parts.frame import cached
from pages.parts.showing.figure import figure
from services.days.limits import limits, natural_days
from services.enforcement import chain, spans
from services.enforcement.figures.spans import spans as spans_figure
from services.enforcement.figures.spans import spans_rows
from services.figures.bars import bars
from services.figures.spec import scale_end
from services.records.reported import Known, known
from services.words import formats

# Event of `case_spans`, width of a class and start of the last one in days, and the limit that may be drawn.
HISTOGRAMS = (
    ("found_to_opened", 3, 45, "case_opening"),
    ("decided", 15, 180, "case_decision"),
    ("decided_to_published", 2, 30, "publication"),
)


HISTOGRAM_DATES = {"found_to_opened": "opened_on", "decided": "decided_on", "decided_to_published": "published_on"}


def linked(chosen: Chosen) -> None:
    """The whole part."""
    _steps(chosen)
    for column, histogram in zip(st.columns(len(HISTOGRAMS)), HISTOGRAMS, strict=True):
        with column:
            _histogram(chosen, *histogram)


def _steps(chosen: Chosen) -> None:
    _, wanted = chosen.page._, chosen.filters
    rows = cached.answer(chain.links, wanted.start, wanted.end, wanted.sectors, wanted.offices)
    labels = {
        "received": _("Complaints and reports received"),
        "inspected": _("of these, inspected"),
        "opened": _("of these, a case opened"),
        "closed": _("of these, the case closed"),
    }
    ledgers = chain.LEDGERS.values()
    silent = {name for name in ledgers if known(chosen.facts, name, wanted.start, wanted.end) is Known.NONE}
    counted = chain.steps(rows, silent) if rows.height else chain.steps(rows).clear()
    text = [_words(chosen, *row) for row in counted.iter_rows()]
    drawn = counted.with_columns(
        pl.col("step").replace_strict(labels, return_dtype=pl.String()).alias("label"),
        pl.Series("text", text, dtype=pl.String()),
    )
    about = chosen.provenance(
        _("From complaint to case"),
        _(
            "One cohort: complaints and reports received in the period, and what became of them up to the as-of day; "
            "all days are natural days from the receipt. A case found by other means is not in it. Linked by the "
            "references in the ledgers; at most the newest 5,000 are followed."
        ),
        "complaints",
        "inspections",
        "cases",
        filters=replace(wanted, rights=(), acts=(), channels=()),
    )
    names = {"label": _("Step"), "n": _("Number"), "days": _("Median days")}
    options = (tuple(drawn["label"]), scale_end(drawn["n"]))
    figure(chosen.page, bars, drawn, about, key="chain", options=options, columns=names)
    chosen.unheeded(rows.columns)


def _words(chosen: Chosen, step: str, count: int | None, days: float | None) -> str:
    _ = chosen.page._
    if count is None:
        return _("Not reported yet")
    if days is None or step == "received":
        return formats.number(count)
    return _("{n}, after {days} (median)", n=formats.number(count), days=formats.days(days, chosen.page.language))


def _histogram(chosen: Chosen, event: str, width: int, up_to: int, limit_code: str) -> None:
    _, limit = chosen.page._, limits()[limit_code]
    cells = chosen.cells(rollup="case_spans")
    counted = spans.histogram(cells, event, width, up_to)
    rows = spans_rows(counted if counted["n"].sum() else counted.clear(), width, _)
    days = natural_days(limit, chosen.filters.end)
    about = chosen.provenance(
        _("{steps}: days between", steps=_.text(limit.label)),
        _(
            "Cases whose later step lies in the period. {days} The law: {limit}",
            days=_("Natural days less the excluded ones.") if event == "decided" else _("Natural days."),
            limit=_.text(limit.definition),
        ),
        dated=HISTOGRAM_DATES[event],
    )
    figure(
        chosen.page,
        spans_figure,
        rows,
        about,
        key=event,
        options=(width, up_to, days, _("{n} days", n=days) if days else "", _("Days")),
        columns={"low": _("From day"), "high": _("To day"), "n": _("Cases")},
    )
    median = formats.days(spans.median(cells, event), chosen.page.language)
    missing = formats.number(spans.unknown(cells, event))
    st.caption(_("Median {median}; a date is missing in {n}", median=median, n=missing))
