"""Withdrawing a version that is not signed, and bringing back one that was withdrawn."""

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from pages.parts.indication.pin import unpin
from services.access.rights import Action, may
from services.indication.stood import UNDER_WORK
from services.indication.taken_back import bring_back, take_back, taken_back
from services.indication.versions import Version
from services.words import formats


def withdraw_step(page: Page, version: Version) -> None:
    """A popover that asks for the reason."""
    _, key = page._, page.key("withdraw-why")
    if version.state not in UNDER_WORK or not may(page.person, Action.HAND_IN):
        return
    with st.popover(_("Withdraw this version"), icon=":material/delete:"):
        st.text_input(_("Why it is withdrawn"), key=key, max_chars=200, placeholder=_("e.g. the wrong file"))
        st.caption(_("Version and comments go out of sight, nothing is deleted: it can be brought back."))
        st.button(_("Withdraw it"), key=page.key("withdraw"), on_click=_withdrawn, args=(page, version, key))


def _withdrawn(page: Page, version: Version, key: str) -> None:
    command(page, page._("The version is withdrawn."), take_back, version, st.session_state[key], then=_left)


def _left(_commit: object) -> None:
    address.put("version", None)
    unpin()


def withdrawn_versions(page: Page) -> None:
    """What was withdrawn, by whom and why, each with the way back; nothing where nothing was."""
    _, rows = page._, cached.answer(taken_back)
    if rows.is_empty() or not may(page.person, Action.HAND_IN):
        return
    with st.popover(_("Withdrawn versions ({n})", n=formats.number(rows.height)), icon=":material/restore_from_trash:"):
        for number, at, actor, reason in rows.iter_rows():
            when, name = formats.instant(at, page.language), formats.literal(who(page, actor))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(formats.literal(reason), width="stretch")
                st.caption(f"{when} · {name}", width="content")
                st.button(_("Bring it back"), key=page.key(f"bring-{number}"), on_click=_brought,
                          args=(page, number))  # fmt: skip


def _brought(page: Page, number: int) -> None:
    command(page, page._("The version is there again."), bring_back, number)
