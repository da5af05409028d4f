"""Papers to take away: the report of a review as Word and PDF. Nothing is written until somebody asks for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from pages.parts.context import Page
from pages.parts.download import File, download
from pages.parts.indication.sources import about
from pages.parts.ledger_common import people
from services.indication.report import review_report
from services.indication.versions import Version
from services.language import Language
from services.papers.paper import Paper
from services.papers.pdf import pdf
from services.papers.word import word
from services.taken import note_taken

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


def _written(page: Page, code: str, ending: str, write: Callable[[Paper, Language], bytes]) -> bytes:
    """The report as the review stands today, whatever day other pages count up to; it names who said what."""
    source = replace(about(page, "", ""), as_of=page.clock.today())
    content = write(review_report(page.store, page.person, code, source, people(page), page._), page._)
    if not page.screen:
        note_taken(page.store, page.person, "gi_comments", f".{ending}", version=code)
    return content
