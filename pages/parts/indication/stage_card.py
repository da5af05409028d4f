"""Entering a stage of the zone's track: which, on what day, by what paper."""

from functools import partial

import streamlit as st

from data.clock import EARLIEST
from pages.parts.doing.commands import command
from pages.parts.frame.context import Page
from services.access.rights import Action, may
from services.indication.zone import Zone, enter_stage


def stage_card(page: Page, found: Zone) -> None:
    """A popover for those who may hand in for the IP section."""
    _ = page._
    if page.screen or not may(page.person, Action.HAND_IN):
        return
    with st.popover(_("Enter a stage"), icon=":material/flag:"):
        labels = _.labels(found.stages)
        keys = {name: page.key(f"stage-{name}") for name in ("code", "day", "paper")}
        st.selectbox(_("Stage"), list(labels), format_func=labels.__getitem__, key=keys["code"])
        today = page.clock.today()
        st.date_input(_("Entered on"), today, EARLIEST, today, format="YYYY-MM-DD", key=keys["day"])
        st.text_input(_("Paper that says so (may stay empty)"), key=keys["paper"], max_chars=120, placeholder="")
        st.caption(_("A day entered before is replaced, its history stays. Stages keep their order."))
        st.button(_("Enter it"), type="primary", key=page.key("stage-enter"), on_click=partial(_entered, page, keys))


def _entered(page: Page, keys: dict[str, str]) -> None:
    code, day, paper = (st.session_state[keys[name]] for name in ("code", "day", "paper"))
    command(page, page._("The stage is entered."), enter_stage, code, day, paper, clock=page.clock)
