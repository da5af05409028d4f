"""A staged upload: what was read, what is wrong, what would change; and the person's yes."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from data.store.errors import Damaged, OlderShape
from pages.parts.doing.commands import command, no_right
from pages.parts.doing.jobs import STAGED, begin, begin_undo
from pages.parts.frame import address
from pages.parts.frame.context import Page, acting
from pages.parts.frame.names import offices, who
from pages.parts.ledgers.assign import assignments
from pages.parts.ledgers.faults import faults, questions, rejected
from pages.parts.ledgers.rows import changes
from pages.parts.ledgers.said import batch_counts
from pages.parts.ledgers.until import Said, reported_until
from services.access.identity import CHOSEN
from services.intake.changes import Chosen, held_back
from services.intake.confirm import confirm
from services.intake.stage import discard
from services.intake.staged import Staged
from services.records.batches import batches, may_undo
from services.records.jobs import Progress
from services.words import formats

Files = Sequence[tuple[str, bytes]]


def preview(page: Page, staged: Staged, files: Files) -> None:
    """Everything about one staged upload, from what was read to the confirmation."""
    if staged.commit is not None:
        _result(page, staged, staged.commit)
        return
    _head(page, staged)
    try:
        staged.check()
    except (Damaged, OlderShape) as unfit:
        st.error(page._.text(unfit.text), icon=":material/broken_image:")
        return
    _counts(page, staged)
    faults(page, staged)
    assignments(page, staged, files)
    answered = questions(page, staged)
    gone = changes(page, staged)
    _notes(page, staged)
    _confirmation(page, staged, answered, gone)


def _head(page: Page, staged: Staged) -> None:
    _ = page._
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap="xxsmall", width="content"):
            st.subheader(formats.literal(formats.listing(staged.files, page.language)), anchor=False)
            unit = formats.literal(offices(page).get(staged.office or "", formats.MISSING))
            mode = _("all rows of this unit") if staged.complete else _("additions and changes")
            st.caption(_("Unit: {unit}; {mode}. Nothing is written yet.", unit=unit, mode=mode))
        st.button(
            _("Discard"), icon=":material/delete:", key=page.key("discard"), on_click=_discard, args=(page, staged.id)
        )


def _discard(page: Page, id: str) -> None:
    done = page._("The upload is discarded; nothing was written.")
    command(page, done, discard, id, then=lambda _: address.put(STAGED, None))


def _counts(page: Page, staged: Staged) -> None:
    """One line a ledger: how many rows are new, changed, the same, wrong, vanished; and the amounts in yuan."""
    _ = page._
    gone = [formats.number(count.vanished) for count in staged.counts.values()]
    columns = {
        _("Ledger"): [page._.text(ledger_of(name).title) for name in staged.counts],
        _("New"): [formats.number(count.new) for count in staged.counts.values()],
        _("Changed"): [formats.number(count.changed) for count in staged.counts.values()],
        _("Same"): [formats.number(count.same) for count in staged.counts.values()],
        _("Wrong"): [formats.number(count.bad) for count in staged.counts.values()],
        **({_("No longer there"): gone} if staged.complete else {}),
        _("Amounts, in yuan"): [_sums(page, staged, name) for name in staged.counts],
    }
    if staged.counts:
        st.table(pl.DataFrame(columns), border="horizontal", hide_index=True, alt=_("What was read"))


def _sums(page: Page, staged: Staged, ledger: str) -> str:
    sums = [one for one in staged.sums if one.ledger == ledger and one.total]
    texts = [
        page._(
            "{column} {amount} (read in {unit})",
            column=page._.text(ledger_of(ledger).column(one.column).label),
            amount=formats.money_in_full(one.total, page.language),
            unit=one.unit,
        )
        for one in sums
    ]
    return formats.literal(formats.listing(texts, page.language)) or formats.MISSING


def _notes(page: Page, staged: Staged) -> None:
    """What was read how, and what was left out."""
    _ = page._
    lines = [
        f"{note.file} {note.sheet}：{_.text(note.message)}" if note.sheet else f"{note.file}：{_.text(note.message)}"
        for note in staged.notes
    ]
    if staged.withheld:
        lines.append(_.n("{n} masked cell keeps its value.", "{n} masked cells keep their values.", staged.withheld))
    if lines:
        with st.expander(_("What was read how, and what was left out"), icon=":material/info:"):
            st.markdown("\n".join(f"- {formats.literal(line)}" for line in lines))


def _confirmation(page: Page, staged: Staged, answered: bool, gone: Chosen) -> None:
    """The last step: what is taken, what goes, and the one button that writes."""
    _, reason = page._, page.key(f"reason-{staged.id}")
    with st.container(border=True):
        if staged.removes_demonstration:
            _removal(page)
        good = staged.has_bad and st.checkbox(
            _("Take the good rows without the wrong ones"), key=page.key(f"good-{staged.id}")
        )
        said = reported_until(page, staged, left_out=bool(good))
        if gone:
            st.text_input(_("Why the chosen rows are withdrawn"), key=reason, max_chars=200, placeholder="")
        held = held_back(page.store, staged, gone)
        lacking = _lacking(page, staged, good, answered, said, withdraws=bool(gone)) or " ".join(
            formats.literal(_.text(one.text)) for one in held
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Confirm and write"),
                type="primary",
                icon=":material/check:",
                key=page.key("confirm"),
                disabled=bool(lacking),
                on_click=partial(_confirm, page, staged.id, good, answered, gone, reason, said.until),
            )
            st.caption(lacking or _("It becomes one batch, which can be undone as a whole."), width="content")


def _removal(page: Page) -> None:
    _ = page._
    text = _(
        "The store holds demonstration data. Confirming removes all of it in the same step: "
        "real and demonstration rows never stand side by side."
    )
    st.warning(text, icon=":material/science:")
    if page.person.how == CHOSEN:
        st.caption(
            _(
                "The people of the demonstration go too, {name} among them: hand in your own list of people "
                "and choose again who is working.",
                name=formats.literal(who(page, page.person.code)),
            )
        )


def _lacking(page: Page, staged: Staged, good: bool, answered: bool, said: Said, *, withdraws: bool) -> str:
    """What still keeps this upload from being confirmed; "" when nothing does."""
    _ = page._
    if staged.has_bad and not good:
        return _("Mend the wrong rows and check the files again, or take the good rows alone.")
    if not staged.has_changes and not withdraws and not said.reports:
        return _("There is nothing to write: all of it stands in the store already.")
    if not answered:
        return _("First confirm above what is unusual or hidden.")
    if not said.enough:
        return _("First say up to which day this upload reports.")
    return ""


def _confirm(page: Page, id: str, good: bool, answered: bool, gone: Chosen, reason: str, until: date | None) -> None:
    """Have it committed. The second click follows the first one's job."""
    why, person = str(st.session_state.get(reason, "")).strip(), acting()

    def work(progress: Progress) -> str:
        number = confirm(
            page.store,
            person,
            id,
            clock=page.clock,
            accept_good=good,
            answered=answered,
            withdraw=gone,
            reason=why,
            until=until,
            progress=progress,
        )
        return page._("Done: batch No. {number} is in the store.", number=number)

    begin(page, f"confirm-{id}", work)


def _result(page: Page, staged: Staged, number: int) -> None:
    """What became of a confirmed upload: the batch, and undoing it."""
    _ = page._
    st.subheader(formats.literal(formats.listing(staged.files, page.language)), anchor=False)
    made = batches(page.store, page.ledgers_sight, number=number, language=page.language)
    with st.grid(min_column_width=260):
        for batch in made.iter_rows(named=True):
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"**{_.text(ledger_of(batch['ledger']).title)}**")
                st.markdown(batch_counts(page, batch))
    with st.container(horizontal=True):
        _next(page, staged)
        allowed = may_undo(page.store, page.person, number)
        st.button(
            _("Undo this batch"), icon=":material/undo:", key=page.key("undo"), on_click=_undo, args=(page, number),
            disabled=not allowed, help=no_right(page, allowed),
        )  # fmt: skip


def _next(page: Page, staged: Staged) -> None:
    _ = page._
    ledger = next(iter(staged.counts), "")
    st.button(
        _("Look at the rows"), icon=":material/table_view:", key=page.key("look"),
        on_click=_show, args=({STAGED: None, "view": "browse", "ledger": ledger},),
    )  # fmt: skip
    st.button(
        _("Upload something else"), icon=":material/upload_file:", key=page.key("next"),
        on_click=_show, args=({STAGED: None},),
    )  # fmt: skip
    if staged.has_bad:
        rejected(page, staged)


def _show(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        address.put(name, value)


def _undo(page: Page, number: int) -> None:
    begin_undo(page, number)
    address.put(STAGED, None)
