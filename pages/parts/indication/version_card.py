"""The chosen version: what it is, where it stands, and what can be done with it."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

import streamlit as st

from data.ledgers.gi_areas import DRAFT, IN_REVIEW, REHEARSED, RETURNED
from pages.parts.doing.commands import command
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from pages.parts.indication.approval_card import approval_step
from pages.parts.indication.chosen import AREAS, Chosen
from pages.parts.indication.pin import choose
from pages.parts.indication.withdrawing import withdraw_step
from services.access.identity import CHOSEN
from services.access.rights import Action, may
from services.ground.geometry import Area
from services.indication import words
from services.indication.checks import Finding
from services.indication.comments import Comment
from services.indication.review import (
    UNVERIFIED,
    decisions,
    end_rehearsal,
    obstacles,
    send_back,
    sign_off,
    signature_mark,
    submit,
)
from services.indication.versions import Version
from services.words import formats

Colour = Literal["gray", "blue", "orange", "green", "red"]
COLOURS: dict[str, Colour] = {
    "draft": "gray",
    "in_review": "blue",
    "returned": "orange",
    "rehearsed": "orange",
    "final": "green",
    "replaced": "gray",
}


def version_card(chosen: Chosen, version: Version, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    """Title, state, sizes, signature; and the steps that may be taken, none on a past day."""
    page, _ = chosen.page, chosen.page._
    states = _.labels(AREAS.column("state").options())
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(formats.literal(version.title), anchor=False, width="content")
            st.badge(states[version.state], color=COLOURS[version.state])
        st.markdown(sizes(page, version))
        _signature(page, version)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            _history(page, version)
            if not chosen.past:
                _steps(page, version, found, said)


def ground(page: Page, area: Area) -> str:
    """A piece of ground as it is said everywhere; below zero where it was lost."""
    return page._.text(words.ground(area))


def sizes(page: Page, version: Version) -> str:
    """The computed area, the declared one and by how much they differ."""
    _ = page._
    computed = _("Computed **{area}**", area=ground(page, version.area))
    if version.declared_mu is None:
        return f"{computed} · " + _("none declared")
    share = (version.declared_mu - version.area_mu) / version.area_mu if version.area_mu else 0
    apart = formats.minus(f"{share:+.1%}") if abs(share) >= words.LEAST_SHARE else words.percent(abs(share))
    declared = _("declared {mu} mu ({share})", mu=formats.number(version.declared_mu), share=apart)
    return f"{computed} · {declared}"


def _signature(page: Page, version: Version) -> None:
    """Who signed and when, with what must stand beside it; or why it was returned."""
    _ = page._
    if version.signed_at:
        name, when = who(page, version.signed_by or ""), formats.instant(version.signed_at, page.language)
        signed = _("Signed off by {name}, {when}") if version.frozen else _("Signed in rehearsal by {name}, {when}")
        st.markdown(signed.format(name=formats.literal(name), when=when))
        if mark := signature_mark(version.signed_how):
            st.warning(_.text(mark), icon=":material/person_alert:")
        st.caption(_approval(page, version))
    elif version.remark:
        st.warning(_("Returned: {remark}", remark=formats.literal(version.remark)), icon=":material/undo:")


def _approval(page: Page, version: Version) -> str:
    _ = page._
    if not version.frozen:
        return _("A rehearsal is not in force, replaces nothing, and goes with the demonstration.")
    since = formats.day(version.in_force_from, page.language)
    if not version.map_approval:
        return _("In force from {day} · no map approval number", day=since)
    number, day = formats.literal(version.map_approval), formats.day(version.map_approved_on, page.language)
    return _(
        "In force from {since} · map approval number {number}, approved on {day}; only for the map that was approved",
        since=since, number=number, day=day,
    )  # fmt: skip


def _history(page: Page, version: Version) -> None:
    """Everything that is known of the version, and its steps."""
    _ = page._
    opened = st.popover(_("About this version"), key=page.key("about"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        facts = [
            ("code", version.code), ("parent", version.parent), ("repaired", version.repaired),
            ("declared_system", version.declared_system), ("source_name", version.source_name),
            ("source", version.source), ("note", version.note),
        ]  # fmt: skip
        lines = [
            _("{label}: {text}", label=_.text(AREAS.column(name).label), text=formats.literal(text))
            for name, text in facts
            if text
        ]
        st.markdown("  \n".join(lines))
        for row in cached.answer(decisions, version).iter_rows(named=True):
            when, name = formats.instant(row["at"], page.language), formats.literal(who(page, row["actor"]))
            mark = signature_mark(row["how"])
            known = f"（{_.text(mark)}）" if mark else ""
            st.caption(f"{when} · {name}{known} · {formats.literal(row['reason'])}")


def _steps(page: Page, version: Version, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    _ = page._
    if version.state in (DRAFT, RETURNED) and may(page.person, Action.HAND_IN):
        st.button(
            _("Submit for review"), type="primary", icon=":material/send:", key=page.key("submit"),
            on_click=partial(command, page, _("Submitted for review."), submit, version, clock=page.clock),
        )  # fmt: skip
    if version.state in (IN_REVIEW, REHEARSED) and may(page.person, Action.CHECK):
        _sign_off(page, version, found, said)
        _return(page, version)
    if version.state == REHEARSED and may(page.person, Action.CHECK):
        st.button(
            _("End the rehearsal"), icon=":material/undo:", key=page.key("end-rehearsal"),
            on_click=partial(command, page, _("The rehearsal is ended."), end_rehearsal, version),
        )  # fmt: skip
    approval_step(page, version)
    withdraw_step(page, version)


def _sign_off(page: Page, version: Version, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    """What stands in the way, each with the way to it; the button stays, for the refusal is said by the services."""
    _, key = page._, page.key("sign-remark")
    with st.popover(_("Sign off"), type="primary", icon=":material/verified:"):
        _obstacles(page, version, found, said)
        rehearsed = page.person.how == CHOSEN
        if rehearsed:
            st.warning(_.text(UNVERIFIED), icon=":material/person_alert:")
        st.text_input(_("Remark"), key=key, max_chars=500, placeholder="")
        st.caption(
            _("As long as nobody signs in, this is a rehearsal: not in force, replaces nothing, can be taken back.")
            if rehearsed
            else _("Signing off freezes this version and its comments for good, and replaces the one in force.")
        )
        label = _("Sign in rehearsal") if rehearsed else _("Sign off for good")
        st.button(label, type="primary", key=page.key("sign"), on_click=_signed, args=(page, version, key))


def _obstacles(page: Page, version: Version, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    """Everything that stands in the way; what is on the map with a button that shows it there."""
    _, stand = page._, obstacles(page.person, version, found, said)
    links = [(one.at, one.text) for one in stand if one.at]
    if not stand:
        return
    st.markdown(_("**In the way of signing off**"))
    for one in stand:
        if not one.at:
            st.markdown(f"- {formats.literal(_.text(one.text))}")
    with st.container(height=min(260, 48 * len(links) + 16), border=False, gap="xxsmall") if links else st.container():
        for code, text in links:
            st.button(formats.literal(_.text(text)), key=page.key(f"way-{code}"), type="tertiary",
                      icon=":material/location_on:", on_click=choose, args=(code,))  # fmt: skip


def _signed(page: Page, version: Version, key: str) -> None:
    done = page._("Signed in rehearsal.") if page.person.how == CHOSEN else page._("Signed off.")
    command(page, done, sign_off, version, clock=page.clock, remark=st.session_state[key])


def _return(page: Page, version: Version) -> None:
    _, key = page._, page.key("return-remark")
    with st.popover(_("Return"), icon=":material/undo:"):
        st.text_area(_("Why it is returned"), key=key, max_chars=500, placeholder="")
        st.button(_("Return it"), key=page.key("return"), on_click=_returned, args=(page, version, key))


def _returned(page: Page, version: Version, key: str) -> None:
    command(page, page._("Returned."), send_back, version, st.session_state[key])
