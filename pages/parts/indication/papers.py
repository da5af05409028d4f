"""Papers to take away: the report of a review, the table of boundary points. Nothing is written unasked."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from pages.parts.doing.download import File, download
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import people
from pages.parts.indication.sources import about
from services.access.taken import note_taken
from services.figures.export import table_xlsx
from services.indication.corner_table import MOST_ON_PAPER, about_corners, corner_paper, corner_table, written
from services.indication.report import review_report
from services.indication.review_layers import corners_of
from services.indication.versions import Version
from services.papers.paper import Paper
from services.papers.pdf import pdf
from services.papers.word import word
from services.words import formats
from services.words.language import Language

TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, str, Callable[[Paper, Language], bytes]]] = {
    "docx": ("Word", WORD, word),
    "pdf": ("PDF", "application/pdf", pdf),
}


def report_downloads(page: Page, version: Version) -> None:
    """A popover with the report on a version in both forms."""
    _ = page._
    name = _("Review report")
    opened = st.popover(name, icon=":material/description:", key=page.key("report"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(_("Map, findings, comments with answers, decisions, checks done, and what changed since before."))
        files = [
            File(label, f"{name}-{version.code}.{ending}", media, partial(_written, page, version.code, ending, write))
            for ending, (label, media, write) in FORMS.items()
        ]
        download(page, *files, key="report-file")


def corner_downloads(page: Page, version: Version) -> None:
    """A popover with the table of boundary points as a spreadsheet, in Word and as PDF."""
    _ = page._
    name = _("Boundary points")
    opened = st.popover(name, icon=":material/format_list_numbered:", key=page.key("corners"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.caption(_("All points in order, each ring closed, in metres of CGCS2000; for announcements."))
        files = [File("Excel", f"{name}-{version.code}.xlsx", TABLE, partial(_table, page, version))]
        if len(corners_of(version.geometry)) <= MOST_ON_PAPER:
            files += [
                File(label, f"{name}-{version.code}.{ending}", media, partial(_corners, page, version, write))
                for ending, (label, media, write) in FORMS.items()
            ]
        else:
            st.caption(_("More than {n} points: only as a spreadsheet.", n=formats.number(MOST_ON_PAPER)))
        download(page, *files, key="corners-file")


def _table(page: Page, version: Version) -> bytes:
    told = about_corners(version, about(page, "", ""), page._)
    return table_xlsx(written(corner_table(version.geometry), page._), told, page._)


def _corners(page: Page, version: Version, write: Callable[[Paper, Language], bytes]) -> bytes:
    return write(corner_paper(version, about(page, "", ""), page._), page._)


def _written(page: Page, code: str, ending: str, write: Callable[[Paper, Language], bytes]) -> bytes:
    """The report as the review stands today, whatever day other pages count up to; it names who said what."""
    with cached.run():
        source = replace(about(page, "", ""), as_of=page.clock.today())
        content = write(review_report(page.store, page.person, code, source, people(page), page._), page._)
    if not page.screen:
        note_taken(page.store, page.person, "gi_comments", f".{ending}", version=code)
    return content
