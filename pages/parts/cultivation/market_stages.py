"""阶段: which stages one market entered when, by which document, with its scan."""

from typing import Any

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.files import file_button
from pages.parts.frame import cached
from pages.parts.showing.figure import origin, table
from services.cultivation.ladders import SUPERIOR, ladders, stages
from services.cultivation.standing import entered
from services.records.proofs import kept
from services.words import formats


def steps(chosen: Chosen, code: str) -> None:
    """A table of the steps, and the scans to open."""
    _ = chosen.page._
    rows = entered(chosen.records.of(code)).sort("entered", descending=True).to_dicts()
    found = pl.DataFrame([_row(chosen, row) for row in rows])
    about = chosen.provenance(
        _("Stages entered and their documents"),
        _("A superior's decision is recorded with its document; without a scan the row says so."),
        "stage_entries",
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, found, about, key="stages")
        st.dataframe(found, hide_index=True, height="content", key=chosen.page.key("stages-rows"))
        with st.container(horizontal=True):
            scanned = chosen.records.of(code)["stage_entries"].filter(pl.col("document").is_not_null())
            _scans(chosen, scanned.to_dicts())
        origin(chosen.page, about)


def _row(chosen: Chosen, row: dict[str, Any]) -> dict[str, Any]:
    _, stage = chosen.page._, stages().get(row["stage"])
    by_superior = stage is not None and stage.by == SUPERIOR
    scan = _("on file") if row["document"] else _("missing") if by_superior else formats.MISSING
    return {
        _("Ladder"): _.text(ladders()[row["ladder"]].label),
        _("Stage"): chosen.stage(row["stage"]),
        _("Entered on"): formats.day(row["entered"], _.code),
        _("Document"): row["document_number"] or formats.MISSING,
        _("Document date"): formats.day(row["document_date"], _.code),
        _("Issued by"): row["document_body"] or formats.MISSING,
        _("Scan"): scan,
        _("Title valid to"): formats.day(row["valid_to"], _.code),
    }


def _scans(chosen: Chosen, rows: list[dict[str, Any]]) -> None:
    """A button for each scan that the reader may open."""
    files = cached.answer(kept, tuple(dict.fromkeys(row["document"] for row in rows)))
    for row in rows:
        file, office = files.get(row["document"]), row["office"]
        if file and chosen.page.sight.open_to(office):
            file_button(chosen.page, file, "stage_entries", office, f"scan-{row['id']}")
