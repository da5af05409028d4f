"""时效与完整: whether offices are in time and complete. Never by fines, amounts or visits, never ranked."""

import polars as pl
import streamlit as st

from pages.parts.asking.picking import picking_table
from pages.parts.enforcement.chosen import CASES, Chosen
from pages.parts.frame import cached
from pages.parts.showing.figure import origin, table
from services.days.limits import limits
from services.enforcement import timeliness
from services.records.readable import names_of
from services.words import formats

HEEDED = ("sector", "office")


def timely(chosen: Chosen) -> None:
    """The whole part."""
    _offices(chosen)
    _overdue(chosen)


def _offices(chosen: Chosen) -> None:
    _, wanted = chosen.page._, chosen.filters
    shares = _shares(chosen)
    names = cached.answer(names_of, "offices", withdrawn=True)
    offices = [code for code in names if any(code in share for share in shares.values())]
    offices = [code for code in offices if not wanted.offices or code in wanted.offices]
    rows = pl.DataFrame(
        {
            _.text(CASES.column("office").label): [names[code] for code in offices],
            **{
                label: [formats.share(*share.get(code, (None, None))) for code in offices]
                for label, share in shares.items()
            },
        }
    )
    about = chosen.provenance(
        _("Timeliness and completeness by office"),
        "\n\n".join(
            [
                _(
                    "One cohort: cases opened and complaints received in the period, as they stand on the as-of day; "
                    "what still runs within its limit is left out, what is overdue counts as late. Offices stand in "
                    "the order of their codes, not ranked. At most the newest 5,000 rows are judged."
                ),
                *(f"{_.text(limit.label)}: {_.text(limit.definition)}" for limit in timeliness.measured().values()),
                _(
                    "Fields: outcome, reported amount and end of investigation of closed cases; decision date, number "
                    "and publication unless dropped or handed over. Reports: monthly reports handed in when due."
                ),
            ]
        ),
        "cases",
        "complaints",
        "submissions",
        heeded=HEEDED,
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="offices")
        if rows.is_empty():
            st.info(_("Nothing to judge in this period yet."))
        else:
            st.dataframe(rows, hide_index=True, height="content", key=chosen.page.key("offices"))
        origin(chosen.page, about)
        st.caption(
            _("Done in time / judged; a percentage from 20 on. {missing}: nothing to judge.", missing=formats.MISSING)
        )
        chosen.unheeded(HEEDED)


def _shares(chosen: Chosen) -> dict[str, dict[str, tuple[int, int]]]:
    """By column, by office code: in time and judged, filled in and needed, or on time and owed."""
    _, wanted = chosen.page._, chosen.filters
    labels = {code: _.text(limit.label) for code, limit in timeliness.measured().items()}
    # A monthly report is of all sectors: the column says so wherever the sector's filter is named.
    reports = _("Reports on time, all sectors") if wanted.sectors else _("Reports on time")
    labels |= {timeliness.FIELDS: _("Fields filled in"), timeliness.REPORTS: reports}
    found = cached.answer(timeliness.shares, wanted.start, wanted.end, wanted.sectors, wanted.offices)
    return {
        label: {office: (part, whole) for office, part, whole in found[code].iter_rows()}
        for code, label in labels.items()
    }


def _overdue(chosen: Chosen) -> None:
    """Open cases beyond the limit for their decision; a click opens the case."""
    _, wanted = chosen.page._, chosen.filters
    codes = tuple((name, wanted.wanted(name)) for name in wanted.chosen())
    kept = cached.answer(timeliness.overdue, wanted.end, codes)
    labels = {name: _.text(CASES.column(name).label) for name in ("number", "office", "sector", "opened_on")}
    labels |= {"due": _("Decision due"), "days": _("Days overdue")}
    rows = kept.with_columns(
        pl.col("office").replace(cached.answer(names_of, "offices", withdrawn=True)),
        pl.col("sector").replace(chosen.labels("sector")),
    ).select(pl.col(name).alias(label) for name, label in labels.items())
    about = chosen.provenance(
        _("Decision overdue"),
        _(
            "Cases that on the as-of day were neither decided nor closed and whose limit had passed; the oldest first, "
            "at most 200, whenever they were opened. The law: {limit}",
            limit=_.text(limits()["case_decision"].definition),
        ),
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="overdue")
        if rows.is_empty():
            st.info(_("No open case is beyond its limit."))
            return
        picking_table(chosen.page, rows, kept["number"].to_list(), name="case", key="overdue-rows")
        st.caption(_("A click on a row opens the case."))
