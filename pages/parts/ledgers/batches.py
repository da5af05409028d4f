"""The view 批次: the commits that touched a ledger; what came with them, marking them as checked, undoing them."""

from functools import partial
from typing import Any

import streamlit as st

from data.ledgers import ledger as ledger_of
from data.ledgers.columns import Ledger
from pages.parts.doing.commands import command, no_right
from pages.parts.doing.download import download, kept_file
from pages.parts.doing.jobs import begin_undo
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from pages.parts.ledgers.said import batch_counts
from services.records.batches import attachment, files, may_undo
from services.records.batches import batches as batches_of
from services.records.reviews import REVIEWED_KINDS, checked, mark, may_check, unchecked, unmark
from services.words import formats

SHOWN = 50
NOT_UNDOABLE = ("seed", "demonstration", "removal")


def batches(page: Page, ledger: Ledger) -> None:
    """The newest commits of one ledger, a card each."""
    _ = page._
    made = cached.answer(batches_of, page.ledgers_sight, ledger_name=ledger.name, limit=SHOWN, language=page.language)
    if made.is_empty():
        st.info(_("Nothing has been handed in for this ledger yet. Upload a workbook, and its batch stands here."))
        return
    _waiting_for_check(page, ledger.name)
    marks = {row["number"]: row for row in cached.answer(checked, tuple(made["number"])).iter_rows(named=True)}
    undone = set(made["undoes"].drop_nulls())
    for batch in made.iter_rows(named=True):
        with st.container(border=True, gap="xsmall"):
            _batch(page, batch, marks.get(batch["number"]), batch["number"] in undone)
    if made.height == SHOWN:
        st.caption(_("The newest {n} batches are shown.", n=SHOWN))


def _waiting_for_check(page: Page, ledger: str) -> None:
    if rows := cached.answer(unchecked).get(ledger):
        st.caption(
            page._.n(
                "{n} row is not yet checked by a reviewer.",
                "{n} rows are not yet checked by a reviewer.",
                rows,
            )
        )


def _batch(page: Page, batch: dict[str, Any], mark: dict[str, Any] | None, undone: bool) -> None:
    _ = page._
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap="xxsmall", width="content"):
            _title(page, batch, mark, undone)
            st.caption(_circumstances(page, batch))
            if mark and mark["remark"]:
                st.caption(_("Remark: {text}", text=formats.literal(mark["remark"])))
        with st.container(horizontal=True, width="content"):
            _files(page, batch["number"])
            if not undone:
                _check(page, batch, mark)
                _undo(page, batch)


def _title(page: Page, batch: dict[str, Any], mark: dict[str, Any] | None, undone: bool) -> None:
    _ = page._
    counts = batch_counts(page, batch)
    number = _("No. {number}", number=batch["number"])
    parts = [f"**{number}** {formats.literal(batch['reason'])}", counts]
    if undone:
        parts.append(":gray-badge[:material/undo: " + _("Undone") + "]")
    elif mark:
        parts.append(":green-badge[:material/verified: " + _("Checked") + "]")
    elif batch["kind"] in REVIEWED_KINDS and not ledger_of(batch["ledger"]).own:
        parts.append(":gray-badge[:material/hourglass_empty: " + _("Unchecked") + "]")
    st.markdown("　".join(parts))


def _circumstances(page: Page, batch: dict[str, Any]) -> str:
    """Who, when, and how it is known who it was."""
    _ = page._
    known = {"chosen": _("chosen on this machine"), "signed-in": _("signed in"), "system": _("the board itself")}
    return _(
        "{who} ({known}), {when}",
        who=formats.literal(who(page, batch["actor"])),
        known=known.get(batch["how"], batch["how"]),
        when=formats.instant(batch["at"], page.language),
    )


def _files(page: Page, number: int) -> None:
    brought = cached.answer(files, page.ledgers_sight, number)
    if brought.is_empty() or page.screen:
        return
    label = page._.n("{n} file", "{n} files", brought.height)
    with st.popover(label, icon=":material/attach_file:", type="tertiary", key=page.key(f"files-{number}")):
        for file in brought.iter_rows(named=True):
            _file(page, number, file)


def _file(page: Page, number: int, file: dict[str, Any]) -> None:
    make = partial(attachment, page.store, page.person, number, file["sha256"])
    kept = kept_file(formats.literal(file["name"]), file["name"], make)
    download(page, kept, key=f"file-{number}-{file['sha256']}")


def _check(page: Page, batch: dict[str, Any], marked: dict[str, Any] | None) -> None:
    """Marking as checked, and taking the mark back: for reviewers."""
    _, number = page._, batch["number"]
    if batch["kind"] not in REVIEWED_KINDS or ledger_of(batch["ledger"]).own:
        return
    allowed = may_check(page.person)
    reserved = None if allowed else _("Only reviewers mark a batch as checked; without accounts, choose who acts.")
    if marked:
        done = _("No. {number} is no longer marked as checked.", number=number)
        key = page.key(f"unmark-{number}")
        on_click = partial(command, page, done, unmark, number)
        st.button(_("Take the mark back"), key=key, disabled=not allowed, help=reserved, on_click=on_click)
        return
    key = page.key(f"check-{number}")
    with st.popover(_("Check"), icon=":material/verified:", key=key, disabled=not allowed, help=reserved):
        remark = page.key(f"remark-{number}")
        st.text_input(_("Remark (may stay empty)"), key=remark, max_chars=200, placeholder="")
        on_click = partial(_mark, page, number, remark)
        st.button(_("Mark as checked"), type="primary", key=page.key(f"mark-{number}"), on_click=on_click)


def _mark(page: Page, number: int, remark: str) -> None:
    done = page._("No. {number} is marked as checked.", number=number)
    command(page, done, mark, number, page.clock, st.session_state[remark].strip())


def _undo(page: Page, batch: dict[str, Any]) -> None:
    _, number = page._, batch["number"]
    if batch["kind"] in NOT_UNDOABLE:
        return
    allowed = cached.answer(may_undo, page.person, number)
    key, reserved = page.key(f"undo-{number}"), no_right(page, allowed)
    with st.popover(_("Undo"), icon=":material/undo:", key=key, disabled=not allowed, help=reserved):
        st.caption(_("Every row of this batch goes back to what it was. Nothing is deleted: the undo is a batch too."))
        on_click = partial(begin_undo, page, number)
        label = _("Undo No. {number}", number=number)
        st.button(label, type="primary", key=page.key(f"undone-{number}"), on_click=on_click)
