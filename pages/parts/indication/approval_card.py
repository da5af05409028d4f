"""审图号 of a signed version: entering it with its day and the approved map, looking at that, taking it back."""

from functools import partial

import streamlit as st

from data.errors import BoardError
from pages.parts.doing.commands import command
from pages.parts.doing.commands import said as said_of
from pages.parts.doing.download import File, download
from pages.parts.frame.context import Page
from services.access.rights import Action, may
from services.access.taken import note_taken
from services.indication.approval import IMAGES, approved_map, may_bear, record_approval, take_back_approval
from services.indication.versions import SourceFile, Version
from services.maps.approval import NotApproved, read_number
from services.words import formats


def approval_step(page: Page, version: Version) -> None:
    """A popover for whoever hands in; nothing where this version's map can't have been approved."""
    _ = page._
    if not may_bear(version) or not may(page.person, Action.HAND_IN):
        return
    opened = st.popover(_("Map approval"), icon=":material/approval:", key=page.key("approval"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        if version.map_approval:
            _kept(page, version)
        else:
            _form(page, version)


def _form(page: Page, version: Version) -> None:
    _, keys = page._, {name: page.key(f"approval-{name}") for name in ("number", "day", "map")}
    st.text_input(_("Map approval number"), key=keys["number"], max_chars=60, placeholder="津S(2026)012号")
    st.date_input(_("Approved on"), value=None, key=keys["day"], max_value=page.clock.today(), format="YYYY-MM-DD")
    st.file_uploader(_("The map that was approved"), list(IMAGES), key=keys["map"])
    _doubt(page, st.session_state[keys["number"]])
    st.caption(
        _(
            "The board checks only how the number is written. It will stand on maps of this boundary that show nothing "
            "else: any other map needs a number of its own."
        )
    )
    st.button(_("Keep it"), type="primary", key=page.key("approve"), on_click=_approved, args=(page, version, keys))


def _doubt(page: Page, typed: str) -> None:
    """What is wrong with what was typed, or should be checked, before it is kept."""
    if not typed:
        return
    try:
        doubt = read_number(typed).doubt
    except NotApproved as error:
        doubt = error.text
    if doubt:
        st.warning(formats.literal(page._.text(doubt)), icon=":material/help:")


def _approved(page: Page, version: Version, keys: dict[str, str]) -> None:
    number, day, file = (st.session_state[keys[name]] for name in ("number", "day", "map"))
    image = SourceFile(file.name, file.getvalue()) if file else None
    command(page, page._("Kept."), record_approval, version, number, day, image, clock=page.clock)


def _kept(page: Page, version: Version) -> None:
    """The approved map to look at, and the way to take the number back."""
    _, key = page._, page.key("approval-why")
    st.markdown(f"**{formats.literal(version.map_approval or '')}**")
    try:
        name, media, content = approved_map(page.store, page.person, version)
    except BoardError as error:
        st.error(formats.literal(said_of(page, error)))
    else:
        make = partial(_taken_out, page, version, content)
        download(page, File(_("The map that was approved"), name, media, make), key="approved-map")
    st.text_input(_("Why it is taken back"), key=key, max_chars=200, placeholder="")
    st.button(_("Take the number back"), icon=":material/undo:", key=page.key("unapprove"),
              on_click=partial(_taken_back, page, version, key))  # fmt: skip


def _taken_out(page: Page, version: Version, content: bytes) -> bytes:
    """The map as somebody handed it in: that it leaves is noted, like any kept file."""
    note_taken(page.store, page.person, "gi_areas", "file", version=version.code, file=version.map_approval_file)
    return content


def _taken_back(page: Page, version: Version, key: str) -> None:
    command(page, page._("The number is taken back."), take_back_approval, version, st.session_state[key])
