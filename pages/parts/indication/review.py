"""审图: the version on the map, its findings and comments beside it; a click in either shows the other."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from pages.parts.asking.picking import picking_table
from pages.parts.frame import address
from pages.parts.frame.context import Page
from pages.parts.indication import sources
from pages.parts.indication.announced import announcement
from pages.parts.indication.chosen import Chosen, choose
from pages.parts.indication.comment_card import comment_card
from pages.parts.indication.downloads import downloads
from pages.parts.indication.drawn import drawn_map
from pages.parts.indication.pin import PIN, REPAIR
from pages.parts.indication.pin_cards import (
    EVERY,
    finding_card,
    gone,
    places_of,
    proposal,
    proposed_card,
    thing_card,
)
from pages.parts.indication.repairs_card import repairs_list
from pages.parts.indication.review_map import review_map
from pages.parts.indication.typed_place import typed_place
from pages.parts.indication.version_card import version_card
from pages.parts.indication.withdrawing import withdrawn_versions
from services.access.rights import Action, may
from services.indication.checks import SEVERITIES, Finding, checks
from services.indication.comments import Comment
from services.indication.proposed import Proposed
from services.indication.spots import COMMENT_SIGNS, SEVERITY_SIGNS, choice_words
from services.words import formats

# Fourteen rows: as much as stands beside the map.
LIST_HEIGHT = 528


def review(page: Page) -> None:
    """The whole view."""
    chosen, switches = choose(page)
    found, said = sources.found(chosen), sources.said(chosen)
    places = places_of(chosen, chosen.version, found, said)
    proposed = proposal(chosen, chosen.version, found)
    left, right = st.columns([3, 2])
    with left:
        if chosen.drawn:
            drawn_map(chosen, found, said)
        else:
            review_map(chosen, found, said, proposed, places)
        switches()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            typed_place(page, PIN, "place:{x:.6f},{y:.6f}")
            downloads(chosen, found, said)
    with right:
        if chosen.version is None:
            announcement(page)
            withdrawn_versions(page)
            return
        version_card(chosen, chosen.version, found, said)
        _chosen_thing(chosen, found, said, proposed, places)
        _findings(chosen, found, proposed)
        _comments(chosen, said)
        withdrawn_versions(page)


def _chosen_thing(
    chosen: Chosen,
    found: Sequence[Finding],
    said: Sequence[Comment],
    proposed: Proposed | None,
    places: Sequence[tuple[float, float]],
) -> None:
    """The card of what is chosen, if anything is."""
    pin, version = chosen.pin, chosen.version
    if pin is None or version is None:
        return
    if not places:
        gone(chosen.page, pin)
        return
    finding = next((one for one in found if pin.code == f"finding:{one.id}"), None)
    comment = next((one for one in said if pin.code == f"comment:{one.number}"), None)
    if finding:
        finding_card(chosen, version, finding, proposed)
    elif comment:
        comment_card(chosen, comment)
    else:
        thing_card(chosen, version, pin, places[0])


def _findings(chosen: Chosen, found: Sequence[Finding], proposed: Proposed | None) -> None:
    """The findings, the gravest first; and all repairs of the boundary at once."""
    page, _, version = chosen.page, chosen.page._, chosen.version
    counts = [
        f"{SEVERITY_SIGNS[code]} {_.text(label)} {sum(one.severity == code for one in found)}"
        for code, label in SEVERITIES.items()
    ]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(_.n("{n} finding", "{n} findings", len(found)), anchor=False, width="content")
        st.caption(" · ".join(counts), width="content")
    if not found:
        st.caption(_("No check found anything on this version."))
        return
    mendable = [one for one in found if one.repairable and not one.subject]
    if version and chosen.repair == EVERY:
        with st.container(border=True, gap="xsmall"):
            repairs_list(chosen, version)
            if proposed:
                proposed_card(chosen, version, proposed)
            else:
                st.button(_("Close"), key=page.key("leave"), on_click=address.put, args=(REPAIR, None))
    elif len(mendable) > 1 and not chosen.past and may(page.person, Action.HAND_IN):
        label = _.n("Look at {n} repair of the boundary", "Look at the repairs of the boundary ({n})", len(mendable))
        st.button(label, icon=":material/build:", key=page.key("repair-all"), on_click=address.put,
                  args=(REPAIR, EVERY))  # fmt: skip
    signs = [f"{SEVERITY_SIGNS[one.severity]} {_.text(SEVERITIES[one.severity])}" for one in found]
    rows = pl.DataFrame(
        {
            _("Severity"): signs,
            _("What was checked"): [_.text(checks()[one.code].title) for one in found],
            _("Finding"): [_.text(one.message) for one in found],
        }
    )
    codes = [f"finding:{one.id}" for one in found]
    picking_table(page, rows, codes, name=PIN, key="findings", height=_height(len(found)))


def _comments(chosen: Chosen, said: Sequence[Comment]) -> None:
    page, _ = chosen.page, chosen.page._
    states = choice_words("gi_comments", "state", _)
    waiting = sum(one.open for one in said)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(_.n("{n} comment", "{n} comments", len(said)), anchor=False, width="content")
        st.caption(_("not settled {n}", n=formats.number(waiting)), width="content")
    if not said:
        st.caption(_("No comments yet. Click a finding, a plot, a vertex or the grid on the map to comment on it."))
        return
    rows = pl.DataFrame(
        {
            _("State"): [f"{COMMENT_SIGNS[one.state]} {states[one.state]}" for one in said],
            _("Comment"): [one.text for one in said],
            _("Due"): [one.due for one in said],
        },
        schema_overrides={_("Due"): pl.Date},
    )
    codes = [f"comment:{one.number}" for one in said]
    picking_table(page, rows, codes, name=PIN, key="comments", height=_height(len(said)))


def _height(rows: int) -> int:
    return min(LIST_HEIGHT, 38 + 35 * rows)
