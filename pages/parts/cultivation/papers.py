"""What is handed on: one market's application file, and the table of all markets for the superior."""

from collections.abc import Callable
from functools import partial

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.doing.download import File, download
from pages.parts.frame.context import Page
from pages.parts.showing.figure import XLSX
from pages.parts.showing.sources import provenance
from services.access.taken import note_taken
from services.cultivation.ladders import ladders
from services.cultivation.recognition import Application, application
from services.cultivation.recognition_bundle import application_zip
from services.cultivation.recognition_paper import application_paper
from services.cultivation.recognition_table import all_markets, all_markets_paper
from services.cultivation.records import LEDGERS, STEPS
from services.figures.export import Provenance, table_xlsx
from services.papers.pdf import pdf
from services.papers.word import word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def application_downloads(chosen: Chosen, market: str) -> None:
    """A popover with the market's application as Word, PDF and zip; nothing is made before somebody asks for it."""
    page, _ = chosen.page, chosen.page._
    label = _("Application file")
    opened = st.popover(label, icon=":material/folder_zip:", key=page.key("application"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        places = chosen.records["cultivation"].filter(pl.col("market") == market)["ladder"].to_list()
        labels = {code: _.text(one.label) for code, one in ladders().items() if code in places}
        if not labels:
            st.caption(_("This market is on no ladder on the as-of day."))
            return
        ladder = st.selectbox(_("Ladder"), list(labels), format_func=labels.__getitem__, key=page.key("application-on"))
        _offer_application(chosen, application(page.store, page.sight, chosen.records, market, ladder))


def _offer_application(chosen: Chosen, found: Application) -> None:
    page, _ = chosen.page, chosen.page._
    lacks = len(found.gaps)
    if lacks:
        st.caption(
            _.n("{n} thing is missing; the file names it.", "{n} things are missing; the file names them.", lacks)
        )
    else:
        st.caption(_("Everything that is asked for is on file."))
    about = _about_application(chosen, found)
    paper = partial(application_paper, found, about, _)
    download(
        page,
        _file("docx", WORD, about, lambda: _noted(page, found, "docx", word(paper(), _))),
        _file("pdf", "application/pdf", about, lambda: _noted(page, found, "pdf", pdf(paper(), _))),
        _file(
            "zip", "application/zip", about,
            partial(application_zip, page.store, page.person, page.sight, found, about, _),
        ),
        key="application-file",
        wide=True,
    )  # fmt: skip


def _noted(page: Page, found: Application, ending: str, content: bytes) -> bytes:
    """The paper names who is responsible and tells of records: that it leaves is noted, but on a shared screen, where
    nobody is named."""
    if not page.screen:
        note_taken(page.store, page.person, "cultivation", f".{ending}", market=found.market["code"])
    return content


def _about_application(chosen: Chosen, found: Application) -> Provenance:
    _ = chosen.page._
    title = _("{market} · {ladder} · application for recognition",
              market=found.market["name"], ladder=_.text(found.ladder.label))  # fmt: skip
    text = _("Facts and proofs on file for the application; what is missing is named first.")
    rows = [name for name in (*STEPS, *LEDGERS) if not found.records[name].is_empty()]
    return chosen.provenance(title, text, *rows)


def table_downloads(chosen: Chosen) -> None:
    """A popover with the table of all markets on the ladders as XLSX and Word."""
    page, _ = chosen.page, chosen.page._
    label = _("Table for the superior")
    opened = st.popover(label, icon=":material/table_view:", key=page.key("all-markets"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(_("All markets on the ladders, whatever the filters; what is missing is named in full."))
        day = (page.as_of, page.as_of)
        title, text = _("Standardised markets of the district"), _("Where each market stands on the as-of day.")
        about = provenance(page, title, text, day, *STEPS, "assessments")
        rows = partial(all_markets, page.store, chosen.known, _)
        download(
            page,
            _file("xlsx", XLSX, about, lambda: table_xlsx(rows(), about, _)),
            _file("docx", WORD, about, lambda: word(all_markets_paper(rows(), about, _), _)),
            key="all-markets-file",
            wide=True,
        )


def _file(ending: str, media_type: str, about: Provenance, make: Callable[[], bytes]) -> File:
    return File(ending.upper(), f"{about.title}-{about.as_of:%Y%m%d}.{ending}", media_type, make, icon=None)
