"""依据文件: scans of a superior's documents that are still missing, or that are to be replaced."""

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.files import file_button, given, uploader
from pages.parts.doing.commands import command, no_right, trying
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.access.rights import Action, may
from services.cultivation.ladders import SUPERIOR, ladders, stages
from services.cultivation.market_day import known
from services.days.lights import LOOK
from services.records.proofs import attach, kept
from services.words import formats


def documents(chosen: Chosen, market: str) -> None:
    """A line for each superior's stage that was entered, those without a scan first."""
    page, _ = chosen.page, chosen.page._
    rows = cached.answer(known, page.clock.today()).records["stage_entries"].filter(pl.col("market") == market)
    superior = [row for row in rows.to_dicts() if row["stage"] in stages() and stages()[row["stage"]].by == SUPERIOR]
    if not superior:
        st.info(_("No superior's decision is recorded for this market yet. Record it under “Stage”."))
        return
    files = cached.answer(kept, tuple(sorted(row["document"] for row in superior if row["document"])))
    for row in sorted(superior, key=lambda row: (bool(row["document"]), row["entered"])):
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            _entry(chosen, row)
            if row["document"] in files:
                file_button(page, files[row["document"]], "stage_entries", row["office"], f"document-{row['id']}")
            _form(page, row)


def _entry(chosen: Chosen, row: dict[str, Any]) -> None:
    _ = chosen.page._
    scan = "" if row["document"] else " · " + LOOK.saying(_("scan missing"))
    ladder = _.text(ladders()[row["ladder"]].label)
    number = formats.literal(row["document_number"] or formats.MISSING)
    entered = formats.day(row["entered"], _.code)
    st.markdown(f"**{chosen.stage(row['stage'])}** · {ladder} · {entered} · {number}{scan}", width="content")


def _form(page: Page, row: dict[str, Any]) -> None:
    _, allowed = page._, may(page.person, Action.HAND_IN, row["office"])
    label = _("Replace the scan") if row["document"] else _("Add the scan")
    prefix = f"scan-{row['id']}-{row['version']}"
    panel = st.popover(
        label, icon=":material/upload_file:", key=page.key(prefix), on_change="rerun", disabled=not allowed,
        help=no_right(page, allowed),
    )  # fmt: skip
    if not panel.open:
        return
    with panel:
        key = page.key(f"{prefix}-file")
        uploader(_("Scan of the document"), key)
        st.button(
            _("Save the scan"), type="primary", key=page.key(f"{prefix}-save"), disabled=not st.session_state.get(key),
            on_click=partial(_save, page, row, key),
        )  # fmt: skip


def _save(page: Page, row: dict[str, Any], key: str) -> None:
    with trying(page):
        file = given(page, key, row["office"])
        if file:
            done = page._("The scan is saved.")
            command(page, done, attach, "stage_entries", row["id"], row["version"], "document", file)
