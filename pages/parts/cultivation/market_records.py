"""日常记录: the market's own work in numbers: commitments, compensation, exits, training, self-inspection, credit."""

import polars as pl
import streamlit as st

from data.ledgers import ledger
from data.ledgers.credit_grades import GRADES
from pages.parts.cultivation.chosen import Chosen
from pages.parts.showing.figure import origin, table
from services.cultivation.records import LEDGERS
from services.cultivation.summary import Summary, summary
from services.words import formats


def own_records(chosen: Chosen, code: str) -> None:
    """The numbers up to the as-of day; merchants are only counted here, never named."""
    _, found = chosen.page._, summary(chosen.records, code)
    tiles = _tiles(chosen, found)
    rows = pl.DataFrame(
        [{_("Record"): label, _("Value"): value, _("Detail"): detail} for label, value, detail in tiles]
    )
    about = chosen.provenance(
        _("The market's own records"),
        _(
            "Up to the as-of day. Commitments: merchants with a valid one who have not had to leave, of the merchants "
            "in the register. Fund: paid in less claims paid. Days to pay: the median of all claims. Merchants are "
            "counted, not named."
        ),
        *LEDGERS,
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="own-records")
        with st.grid(4, min_column_width=200, key="own-records-grid"):
            for label, value, detail in tiles:
                with st.container(gap=None):
                    st.metric(label, value)
                    st.caption(detail)
        origin(chosen.page, about)
    _hand_in(chosen)


def _tiles(chosen: Chosen, found: Summary) -> list[tuple[str, str, str]]:
    """Label, value and what belongs to it."""
    _, language = chosen.page._, chosen.page.language
    grades = _.labels(GRADES)
    known = [f"{grades[code]} {count}" for code, count in found.grades.items()]
    paid = formats.days(found.days_to_pay, language)
    merchants = formats.number(found.merchants)
    return [
        (
            _.text(ledger("commitments").title),
            formats.share(found.committed, found.merchants),
            _("{n} of {all} merchants", n=formats.number(found.committed), all=merchants),
        ),
        (_("Compensation fund"), formats.money(found.fund, language), _("paid in less claims paid")),
        (
            _("Claims paid"),
            formats.number(found.claims),
            _("{money}, {days} to pay (median)", money=formats.money(found.paid, language), days=paid),
        ),
        (_("Left for counterfeits"), formats.number(found.exits), _("{n} not settled yet", n=found.unsettled)),
        (
            _("Training"),
            formats.number(found.trainings),
            _.n("{n} attendance", "{n} attendances", found.attendees),
        ),
        (
            _("Self-inspections"),
            formats.number(found.checks),
            _("{found} problems found, {mended} mended", found=found.found, mended=found.mended),
        ),
        (
            _("Credit grades"),
            formats.number(sum(found.grades.values())),
            formats.listing(known, language) or _("no merchant is graded yet"),
        ),
        (_("Joint punishments"), formats.number(found.punished), _("in force on the day")),
    ]


def _hand_in(chosen: Chosen) -> None:
    """These ledgers are handed in as tables."""
    _ = chosen.page._
    st.page_link(
        "ledgers.py", label=_("Hand in records on the ledgers page"), icon=":material/upload_file:",
        query_params={"view": "upload"},
    )  # fmt: skip
