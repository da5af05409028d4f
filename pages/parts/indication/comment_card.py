"""A comment with its thread: what was said, what was answered, and what becomes of it."""

from datetime import datetime
from functools import partial

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from pages.parts.indication.chosen import Chosen
from pages.parts.indication.pin import unpin
from pages.parts.indication.version_card import Colour
from services.access.rights import Action, may
from services.days.lights import OVERDUE
from services.indication.comments import Comment, replies, reply
from services.indication.spots import choice_words
from services.words import formats

COLOURS: dict[str, Colour] = {"pending": "orange", "adopted": "blue", "declined": "gray", "resolved": "green"}


def comment_card(chosen: Chosen, comment: Comment) -> None:
    """The comment, its replies in their order, and a form for the next one."""
    page, _ = chosen.page, chosen.page._
    states = choice_words("gi_comments", "state", _)
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                st.markdown(f"**{formats.literal(comment.number)}**", width="content")
                st.badge(states[comment.state], color=COLOURS[comment.state])
                _due(page, comment)
            st.button(_("Close"), icon=":material/close:", type="tertiary", key=page.key("unpin"), on_click=unpin)
        if comment.about:
            st.caption(formats.literal(comment.about))
        st.markdown(_said(page, comment.author, comment.at, comment.text))
        _thread(page, comment, states)
        if not chosen.past and not comment.closed_with:
            _answer(page, comment, states)


def _due(page: Page, comment: Comment) -> None:
    """Until when an answer is expected, with a light where that is over."""
    if comment.due is None:
        return
    day = page._("by {day}", day=formats.day(comment.due, page.language))
    late = comment.overdue(page.clock.today())
    st.markdown(f"{OVERDUE.markdown(page.language)} {day}" if late else day, width="content")


def _said(page: Page, author: str, at: datetime, text: str) -> str:
    return f"**{formats.literal(who(page, author))}** · {formats.instant(at, page.language)}  \n{formats.literal(text)}"


def _thread(page: Page, comment: Comment, states: dict[str, str]) -> None:
    for row in cached.answer(replies, comment.number).iter_rows(named=True):
        given = f"→ {states[row['state']]}" if row["state"] else ""
        text = " ".join(filter(None, (given, row["text"])))
        st.markdown(_said(page, row["author"], row["at"], text))


def _answer(page: Page, comment: Comment, states: dict[str, str]) -> None:
    if not (may(page.person, Action.HAND_IN) or may(page.person, Action.CHECK)):
        return
    _, text, state = page._, page.key("reply-text"), page.key("reply-state")
    with st.form(page.key(f"reply-{comment.number}"), clear_on_submit=True, border=False):
        st.text_area(_("Reply"), key=text, height=80, max_chars=2000, placeholder="")
        options = {"": _("Unchanged"), **{code: word for code, word in states.items() if code != comment.state}}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(_("What becomes of it"), list(options), format_func=options.__getitem__, key=state, width=160)
            st.form_submit_button(_("Reply"), icon=":material/reply:",
                                  on_click=partial(_reply, page, comment, text, state))  # fmt: skip


def _reply(page: Page, comment: Comment, text: str, state: str) -> None:
    given = st.session_state[state] or None
    command(page, page._("The reply is kept."), reply, comment, st.session_state[text], clock=page.clock, state=given)
