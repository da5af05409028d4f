"""What is chosen on the map: a card for a finding, a plot, a vertex or a place, with its repair and a new comment."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.errors import BoardError
from data.ledgers.gi_comments import FINDING, PLACE, PLOT, VERTEX
from pages.parts.doing.commands import command
from pages.parts.doing.commands import said as said_of
from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.indication import sources
from pages.parts.indication.chosen import REPAIRS, Chosen
from pages.parts.indication.pin import COMMENT, REPAIR, Pinned, unpin
from pages.parts.indication.repairs_card import chosen_ids
from pages.parts.indication.version_card import Colour, ground
from services.access.rights import Action, may
from services.ground.coordinates import Point, in_china
from services.indication.checks import SEVERITIES, Finding, checks
from services.indication.comments import Comment, Pin, add_comment
from services.indication.proposed import Proposed, propose
from services.indication.review_layers import corners_of
from services.indication.spots import place_of
from services.indication.versions import Version, accept_repairs, repair_plots
from services.words import formats

THIS, EVERY = REPAIRS
COLOURS: dict[str, Colour] = {"blocking": "red", "warning": "orange", "note": "blue"}


def places_of(
    chosen: Chosen, version: Version | None, found: Sequence[Finding], said: Sequence[Comment]
) -> list[Point]:
    """Where the chosen thing is; nothing where there is no such thing."""
    pin = chosen.pin
    match pin:
        case Pinned("finding", id):
            return [one.place for one in found if one.id == id]
        case Pinned("comment", number):
            return [place_of(one) for one in said if one.number == number]
        case Pinned("plot", code) if chosen.ground:
            rows = sources.plots(chosen.seasons)
            return rows.filter(code=code).select("longitude", "latitude").drop_nulls().rows()[:1]
        case Pinned("vertex", text) if version and (place := address.number(text)):
            return corners_of(version.geometry)[place - 1 : place]
        case Pinned("place", text):
            return _typed(text)
    return []


def _typed(text: str) -> list[Point]:
    try:
        longitude, latitude = (float(degrees) for degrees in text.split(","))
    except ValueError:
        return []
    return [(longitude, latitude)] if in_china([(longitude, latitude)]) else []


def proposal(chosen: Chosen, version: Version | None, found: Sequence[Finding]) -> Proposed | None:
    """The repair that is looked at: of the chosen finding, or of all that are ticked on the boundary."""
    if version is None or chosen.repair is None:
        return None
    ids = chosen_ids(chosen, version) if chosen.repair == EVERY else (chosen.pin.target if chosen.pin else "",)
    wanted = [one for one in found if one.repairable and one.id in ids]
    if not wanted:
        return None
    outline = _outline(chosen, version, wanted[0])
    try:
        return propose(outline, wanted) if outline else None
    except BoardError as error:
        st.error(formats.literal(said_of(chosen.page, error)))
        return None


def _outline(chosen: Chosen, version: Version, finding: Finding) -> str | None:
    if not finding.subject:
        return version.geometry
    rows = sources.plots([chosen.season or chosen.seasons[0]]).filter(code=finding.subject[0])
    return rows["geometry"][0] if rows.height and chosen.ground else None


def finding_card(chosen: Chosen, version: Version, finding: Finding, proposed: Proposed | None) -> None:
    """Why it matters, what it rests on, what would mend it."""
    page, _, check = chosen.page, chosen.page._, checks()[finding.code]
    with st.container(border=True, gap="xsmall"):
        _head(page, _.text(check.title), _.text(SEVERITIES[finding.severity]), COLOURS[finding.severity])
        st.markdown(formats.literal(_.text(finding.message)))
        st.caption(_.text(check.explanation) + " " + _("Rests on: {source}", source=_.text(check.source)))
        if finding.repairable and not chosen.past and may(page.person, Action.HAND_IN):
            if proposed and chosen.repair == THIS:
                proposed_card(chosen, version, proposed)
            else:
                st.button(_("Look at the repair"), icon=":material/build:", key=page.key("repair"),
                          on_click=address.put, args=(REPAIR, THIS))  # fmt: skip
        about = f"{_.text(check.title)}：{_.text(finding.message)}"
        new_comment(chosen, version, Pin(finding.place, FINDING, finding.id, about))


def proposed_card(chosen: Chosen, version: Version, proposed: Proposed) -> None:
    """A repair before anybody accepts it: what it does and by how much the ground changes."""
    page, _ = chosen.page, chosen.page._
    st.markdown("**" + formats.listing(map(_.text, proposed.labels), page.language) + "**")
    before, after = ground(page, proposed.before), ground(page, proposed.after)
    change = formats.minus(f"{round(proposed.change.square_metres, 1) + 0.0:+,.1f}")
    st.markdown(_("Area {before} → {after}, change {change} m²", before=before, after=after, change=change))
    with st.container(horizontal=True):
        label = _("Accept: repair the plot") if proposed.plot else _("Accept: make a new draft")
        st.button(label, type="primary", icon=":material/check:", key=page.key("accept"),
                  on_click=_accept, args=(chosen, version, proposed))  # fmt: skip
        st.button(_("Leave it"), key=page.key("leave"), on_click=address.put, args=(REPAIR, None))


def _accept(chosen: Chosen, version: Version, proposed: Proposed) -> None:
    page, _ = chosen.page, chosen.page._
    if proposed.plot:
        done = _("Plot {plot} is repaired.", plot=formats.literal(proposed.plot))
        command(page, done, repair_plots, version, proposed.ids, season=chosen.season, then=lambda _commit: unpin())
        return
    done = _.n("This is the draft with {n} repair.", "This is the draft with {n} repairs.", len(proposed.ids))
    command(page, done, accept_repairs, version, proposed.ids, clock=page.clock, then=open_version)


def open_version(code: str) -> None:
    """Look at another version."""
    address.put("version", code)
    address.put("on", None)
    unpin()


def thing_card(chosen: Chosen, version: Version | None, pin: Pinned, place: Point) -> None:
    """A plot, a vertex or a place, for a comment."""
    page, _ = chosen.page, chosen.page._
    written = f"{place[0]:.6f}, {place[1]:.6f}"
    names = {
        PLOT: _("Plot {code}", code=pin.target),
        VERTEX: _("Vertex {n}", n=pin.target),
        PLACE: _("Place {place}", place=written),
    }
    with st.container(border=True, gap="xsmall"):
        _head(page, names[pin.kind], written if pin.kind != PLACE else "", "gray")
        if version:
            new_comment(chosen, version, Pin(place, pin.kind, pin.target, names[pin.kind]))


def _head(page: Page, title: str, badge: str, colour: Colour) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.markdown(f"**{formats.literal(title)}**", width="content")
            if badge:
                st.badge(badge, color=colour)
        st.button(page._("Close"), icon=":material/close:", type="tertiary", key=page.key("unpin"), on_click=unpin)


def gone(page: Page, pin: Pinned) -> None:
    """The address names something that is not there."""
    said = formats.literal(pin.code[:60])
    st.warning(page._("{what} is not there any more, or not in this version.", what=said), icon=LINK_OFF)
    address.forget("pin")


LINK_OFF = ":material/link_off:"


def new_comment(chosen: Chosen, version: Version, pin: Pin) -> None:
    """A form for a comment on what is chosen."""
    page, _ = chosen.page, chosen.page._
    if chosen.past or version.frozen or version.replaced_on is not None:
        return
    if not (may(page.person, Action.HAND_IN) or may(page.person, Action.CHECK)):
        return
    with st.form(page.key(f"comment-{pin.kind}-{pin.target}"), clear_on_submit=True, border=False):
        text, due = page.key("comment-text"), page.key("comment-due")
        st.text_area(_("New comment"), key=text, height=80, max_chars=2000, placeholder="")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(_("To be answered by"), value=None, key=due, min_value=page.clock.today(),
                          format="YYYY-MM-DD", width=160)  # fmt: skip
            st.form_submit_button(_("Add the comment"), icon=":material/add_comment:",
                                  on_click=_comment, args=(page, version, pin, text, due))  # fmt: skip


def _comment(page: Page, version: Version, pin: Pin, text: str, due: str) -> None:
    command(
        page, page._("The comment is added."), add_comment, version, pin, st.session_state[text],
        clock=page.clock, due=st.session_state[due], then=partial(_opened),
    )  # fmt: skip


def _opened(number: str) -> None:
    address.put("pin", f"{COMMENT}:{number}")
