"""One item of the application: what it says, its file, and handing one in."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from data.registry import entries
from pages.parts.doing.commands import command
from pages.parts.doing.download import download, kept_file
from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from services.access.rights import Action, may
from services.indication.versions import SourceFile
from services.indication.zone import attach_evidence, evidence
from services.records.proofs import LARGEST, TAKEN
from services.words import formats


def evidence_card(page: Page, row: Mapping[str, Any]) -> None:
    """The card of a row of zone_records."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(formats.literal(row["item"]), anchor=False, width="content")
            st.button(
                _("Close"), icon=":material/close:", type="tertiary", key=page.key("item-close"),
                on_click=address.put, args=("item", None),
            )  # fmt: skip
        st.markdown(_facts(page, row))
        _file(page, row)
        if not page.screen and may(page.person, Action.HAND_IN, row["office"]):
            _upload(page, row)
            st.page_link(
                "ledgers.py", label=_("Correct this item"), icon=":material/edit:",
                query_params={"view": "browse", "ledger": "zone_records", "row": str(row["id"])},
            )  # fmt: skip


def _facts(page: Page, row: Mapping[str, Any]) -> str:
    _ = page._
    topics = _.labels(entries("zone"))
    facts = {
        _("Topic"): topics[row["topic"]],
        _("Unit in charge"): offices(page).get(row["office"], formats.MISSING),
        _("Begun"): row["begun"] and formats.day(row["begun"], page.language),
        _("Due date"): row["due"] and formats.day(row["due"], page.language),
        _("Done on"): row["done"] and formats.day(row["done"], page.language),
        _("Value"): row["value"],
        _("Proof"): row["proof"],
    }
    return " · ".join(f"{label} **{formats.literal(text)}**" for label, text in facts.items() if text)


def _file(page: Page, row: Mapping[str, Any]) -> None:
    """The file that proves the item, to those who may see it."""
    _ = page._
    if row["attachment"] is None:
        st.caption(_("No file proves this item yet."))
    elif not page.sight.open_to(row["office"]):
        st.caption(_("Proved by a file. It is shown only to those who handle this item."))
    else:
        name, make = row["attachment_name"] or _("File"), partial(evidence, page.store, page.person, row["number"])
        download(page, kept_file(formats.literal(name), name, make), key="item-file")


def _upload(page: Page, row: Mapping[str, Any]) -> None:
    """Handing in a file; the one before stays in the history."""
    _, key = page._, page.key(f"item-upload-{row['id']}-{row['version']}")
    label = _("Another file in its place") if row["attachment"] else _("File that proves it")
    kinds = [ending.removeprefix(".") for ending in TAKEN]
    given = st.file_uploader(label, kinds, key=key, max_upload_size=LARGEST // 2**20)
    if given:
        st.button(
            _("Hand in the file"), type="primary", icon=":material/upload:", key=page.key("item-hand-in"),
            on_click=partial(_handed_in, page, row, key),
        )  # fmt: skip


def _handed_in(page: Page, row: Mapping[str, Any], key: str) -> None:
    given = st.session_state[key]
    file = SourceFile(given.name, given.getvalue())
    command(page, page._("The file is kept with the item."), attach_evidence, row["id"], row["version"], file)
