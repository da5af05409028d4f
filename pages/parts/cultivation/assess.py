"""评价: the form of one criterion group. The draft on the server is the truth; widgets mirror it, and every change is
kept at once, so that a lost connection loses nothing."""

from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st
from msgspec import structs

from data.ledgers.assessments import KINDS, SELF
from data.ledgers.market_columns import CHANNELS, OFFLINE
from pages.parts.asking.filters import Choice, Day, choose
from pages.parts.cultivation.chosen import Chosen
from pages.parts.cultivation.files import file_button, given, uploader
from pages.parts.doing.commands import command, trying
from pages.parts.frame import address
from pages.parts.frame.context import Page, acting
from pages.parts.frame.names import who
from services.access.rights import EVERYTHING
from services.cultivation.criteria import PROOFS, Criterion, by_group, criteria, groups
from services.cultivation.handing_in import hand_in, moved
from services.cultivation.responsible import filing_office
from services.cultivation.sheets import (
    Form,
    Line,
    Sheet,
    discard,
    form_of,
    keep,
    open_sheet,
    others,
    own,
    rebased,
    stored,
)
from services.markets import register as markets
from services.records.proofs import Attachment, kept
from services.words import formats

STEP = 0.5


def assess(chosen: Chosen, market: str) -> None:
    """The whole form; who gets here may enter about this market."""
    page, form = chosen.page, _form(chosen, market)
    _unfinished(page, form)
    sheet = open_sheet(page.store, page.person, form)
    _conflict(page, sheet)
    known = kept(page.store, tuple(line.proof for line in sheet.lines.values() if line.proof))
    files = {**{file.sha256: file for file in sheet.files}, **known}
    for code in form.criteria():
        with st.container(border=True, gap="xsmall"):
            _line(page, sheet, criteria()[code], files)
    if not form.criteria():
        st.info(page._("No criterion of this group is assessed for the online channel. Choose another group."))
        return
    _ending(page, sheet)


def _form(chosen: Chosen, market: str) -> Form:
    """Which form it is, from the address."""
    page, _ = chosen.page, chosen.page._
    register = markets.register(page.store, EVERYTHING).filter(pl.col("code") == market)
    online = bool(register["online"].fill_null(False).any())
    channels = {one.code: _.text(one.label) for one in CHANNELS if online or one.code == OFFLINE}
    used = [code for code in groups() if code in by_group()]
    today = page.clock.today()
    asked = choose(
        page,
        Day("assessed", _("Assessed on"), default=today, latest=today),
        Choice("kind_of", _("Assessment"), _.labels(KINDS), default=SELF, buttons=True),
        Choice("channel", _("Channel"), channels, buttons=True),
        Choice("group", _("Group"), {code: _.text(groups()[code].label) for code in used}, buttons=True),
    )
    return Form(market, asked["assessed"], asked["kind_of"], asked["channel"], asked["group"])


def _unfinished(page: Page, form: Form) -> None:
    """The person's own drafts on this market, to go on with, and what colleagues have begun."""
    _ = page._
    for draft in own(page.store, page.person, form.market):
        begun = form_of(draft)
        if begun == form:
            when = formats.instant(draft.updated, _.code)
            st.caption(":material/save: " + _("Draft kept {when}; not handed in yet.", when=when))
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Draft not handed in: {form}", form=_named(page, begun)), width="content")
            st.button(
                _("Go on"), key=page.key(f"go-on-{draft.subject}"), type="tertiary", on_click=partial(_open, begun)
            )
    for draft in others(page.store, page.person, form.market):
        begun, when = form_of(draft), formats.instant(draft.updated, _.code)
        name = formats.literal(who(page, draft.actor))
        st.caption(_("{who} is working on {form}, last {when}.", who=name, form=_named(page, begun), when=when))


def _named(page: Page, form: Form) -> str:
    _ = page._
    kind = next(one.label for one in KINDS if one.code == form.kind)
    channel = next(one.label for one in CHANNELS if one.code == form.channel)
    group = groups()[form.group].label if form.group in groups() else None
    parts = [
        formats.day(form.assessed_on, _.code),
        _.text(kind),
        _.text(channel),
        _.text(group) if group else form.group,
    ]
    return " · ".join(parts)


def _open(form: Form) -> None:
    address.put("assessed", form.assessed_on.isoformat())
    address.put("kind_of", form.kind)
    address.put("channel", form.channel)
    address.put("group", form.group)


def _conflict(page: Page, sheet: Sheet) -> None:
    """Somebody else has entered this group meanwhile: both values side by side, and two ways on."""
    _, conflict = page._, moved(page.store, sheet)
    if conflict is None:
        return
    theirs, known = stored(page.store, sheet.form).lines, criteria()
    st.warning(formats.literal(_.text(conflict.text)), icon=":material/group:")
    rows = [
        {
            _("Criterion"): _.text(known[code].label),
            _("Entered meanwhile"): theirs.get(code, Line()).points or formats.MISSING,
            _("Yours"): sheet.lines.get(code, Line()).points or formats.MISSING,
        }
        for code in sheet.form.criteria()
    ]
    st.table(rows, border="horizontal", hide_index=True)
    with st.container(horizontal=True):
        over, theirs_only = _("Keep mine over it, then look again"), _("Drop mine")
        st.button(over, key=page.key("rebase"), on_click=partial(_rebase, page, sheet.form))
        st.button(theirs_only, key=page.key("drop"), type="tertiary", on_click=partial(_drop, page, sheet.form))


def _line(page: Page, sheet: Sheet, one: Criterion, files: dict[str, Attachment]) -> None:
    """One criterion: what it asks for, points, remark, proof."""
    _, line = page._, sheet.lines.get(one.code, Line())
    said, points, note, proof = st.columns([5, 2, 4, 2], vertical_alignment="center")
    with said, st.container(gap=None):
        st.markdown(f"**{_.text(one.label)}**", help=f"{_.text(one.definition)}\n\n{_.text(one.source)}")
        most = _.n("{n} point", "{n} points", one.points) + " · " if groups()[one.group].scored else ""
        st.caption(most + _("Proof: {kind}", kind=_.text(PROOFS[one.proof])))
    with points:
        _points(page, sheet.form, one, line)
    with note:
        key = _key(page, sheet.form, one.code, "note")
        _mirror(key, line.note)
        st.text_input(
            _("Remark"), key=key, max_chars=200, placeholder=_("Remark"), label_visibility="collapsed",
            on_change=partial(_typed, page, sheet.form, one.code, "note", key),
        )  # fmt: skip
    with proof:
        _proof(page, sheet.form, one.code, files.get(line.proof))


def _points(page: Page, form: Form, one: Criterion, line: Line) -> None:
    """A number up to the criterion's points; for what is only held against, met or not."""
    _, key = page._, _key(page, form, one.code, "points")
    changed = partial(_typed, page, form, one.code, "points", key)
    label = _("Points for {criterion}", criterion=_.text(one.label))
    value = float(line.points) if line.points else None
    if groups()[one.group].scored:
        _mirror(key, value)
        most = max(float(one.points), value or 0)
        st.number_input(
            label, 0.0, most, None, STEP, format="%g", key=key, placeholder=f"0–{one.points}",
            label_visibility="collapsed", on_change=changed,
        )  # fmt: skip
    else:
        _mirror(key, None if value is None else value > 0)
        names = {True: _("met"), False: _("not met")}
        st.segmented_control(
            label, list(names), format_func=names.__getitem__, key=key, label_visibility="collapsed", on_change=changed
        )


def _proof(page: Page, form: Form, code: str, file: Attachment | None) -> None:
    """The proof of one criterion, and a place for another; the uploader is new after each file."""
    _ = page._
    label = _("Proof on file") if file else _("Add proof")
    icon = ":material/check:" if file else ":material/upload_file:"
    panel = st.popover(label, icon=icon, key=_key(page, form, code, "proof"), on_change="rerun")
    if not panel.open:
        return
    with panel:
        if file:
            office = filing_office(page.store, page.person, form.market)
            file_button(page, file, "assessments", office, f"proof-{form.subject}-{code}")
        key = _key(page, form, code, f"file-{file.sha256[:8] if file else 'none'}")
        uploader(_("A file as proof"), key, on_change=partial(_handed, page, form, code, key))


def _key(page: Page, form: Form, code: str, field: str) -> str:
    return page.key(f"{form.subject}-{code}-{field}")


def _mirror(key: str, value: object) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _typed(page: Page, form: Form, code: str, field: str, key: str) -> None:
    """Keep one changed value in the draft."""
    value = st.session_state[key]
    text = "" if value is None else f"{float(value):g}" if field == "points" else str(value)
    _change(page, form, code, **{field: text})


def _handed(page: Page, form: Form, code: str, key: str) -> None:
    """Keep a file, and name it in the draft."""
    with trying(page):
        file = given(page, key, filing_office(page.store, acting(), form.market))
        if file:
            _change(page, form, code, file, proof=file.sha256)


def _change(page: Page, form: Form, code: str, *files: Attachment, **fields: str) -> None:
    person = acting()
    with trying(page):
        sheet = open_sheet(page.store, person, form)
        line = structs.replace(sheet.lines.get(code, Line()), **fields)
        changed = replace(sheet, lines={**sheet.lines, code: line}, files=(*sheet.files, *files))
        keep(page.store, person, changed)


def _ending(page: Page, sheet: Sheet) -> None:
    """Who assessed, handing in, and letting the draft go."""
    _, key = page._, page.key(f"{sheet.form.subject}-assessor")
    _mirror(key, sheet.assessor)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Assessor"), key=key, max_chars=60, placeholder="", width=200,
            on_change=partial(_by, page, sheet.form, key),
        )  # fmt: skip
        st.button(
            _("Hand in"), type="primary", icon=":material/send:", key=page.key("hand-in"),
            on_click=partial(_hand_in, page, sheet.form),
        )  # fmt: skip
        st.button(_("Discard the draft"), type="tertiary", key=page.key("discard"),
                  on_click=partial(_drop, page, sheet.form))  # fmt: skip
    st.caption(
        _("Every change is kept on the server at once. Lines without points are left out. Nothing counts before it is "
          "handed in, and what was handed in can be undone under “Last changes”.")
    )  # fmt: skip


def _by(page: Page, form: Form, key: str) -> None:
    person = acting()
    with trying(page):
        keep(page.store, person, replace(open_sheet(page.store, person, form), assessor=st.session_state[key].strip()))


def _hand_in(page: Page, form: Form) -> None:
    sheet = open_sheet(page.store, acting(), form)
    command(page, page._("The assessment is handed in."), hand_in, sheet, clock=page.clock)


def _rebase(page: Page, form: Form) -> None:
    person = acting()
    with trying(page):
        keep(page.store, person, rebased(page.store, open_sheet(page.store, person, form)))


def _drop(page: Page, form: Form) -> None:
    command(page, page._("The draft is discarded."), discard, form)
