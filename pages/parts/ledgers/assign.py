"""Headers, values and names nobody knows: assigned by hand, remembered for the unit and ledger, and forgotten again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from data.ledgers.assignments import HEADER, IGNORED, VALUE
from pages.parts.doing.commands import command
from pages.parts.doing.jobs import begin
from pages.parts.frame.context import Page, acting
from services.access import desk
from services.intake.assignments import Assignment, forget, targets
from services.intake.stage import assign
from services.intake.staged import Staged
from services.records.jobs import Progress
from services.words import formats

Files = Sequence[tuple[str, bytes]]
MOST = 30
ASSIGNED_RULES = ("choice", "reference", "ambiguous")


@dataclass(frozen=True, slots=True)
class Question:
    """One header or value that nobody knows, and what it may be assigned to (text by code)."""

    ledger: str
    kind: str
    text: str
    options: dict[str, str]
    column: str = ""

    def answered(self, target: str) -> Assignment:
        """The assignment for the option that was chosen."""
        kind = IGNORED if target == IGNORED else self.kind
        return Assignment(self.ledger, kind, self.text, "" if kind == IGNORED else target, self.column)


def assignments(page: Page, staged: Staged, files: Files) -> None:
    """What is to be assigned, and what was assigned before."""
    asked = [*_headers(page, staged), *_values(page, staged)][:MOST]
    if asked:
        _form(page, staged, files, asked)
    _remembered(page, staged)


def _headers(page: Page, staged: Staged) -> list[Question]:
    """Unknown headers; the columns that are missing stand first among what they may mean."""
    found = []
    for layout in staged.sheets:
        ledger = ledger_of(layout.ledger)
        free = [column for column in ledger.columns if column.name not in layout.headers]
        free.sort(key=lambda column: column.name not in layout.missing)
        options = {IGNORED: page._("(leave this column out)"), **{c.name: page._.text(c.label) for c in free}}
        found += [Question(layout.ledger, HEADER, header, options) for header in layout.unknown]
    return list({(one.ledger, one.text): one for one in found}.values())


def _values(page: Page, staged: Staged) -> list[Question]:
    """Values that are none of a column's choices, and names of rows that nobody knows."""
    wrong = (
        staged.errors()
        .filter(pl.col("rule").is_in(ASSIGNED_RULES))
        .select("ledger", "column", "value", "offers")
        .unique(["ledger", "column", "value"], keep="first", maintain_order=True)
    )
    found = []
    for name, column_name, text, offers in wrong.iter_rows():
        options = targets(page.store, ledger_of(name).column(column_name), page.language)
        # What looks like it stands first.
        near = offers.split("；")
        first = {code: label for label in near for code, known in options.items() if label in (known, code)}
        found += [Question(name, VALUE, text, first | options, column_name)] if options else []
    return found


def _form(page: Page, staged: Staged, files: Files, asked: list[Question]) -> None:
    _ = page._
    st.markdown("##### :material/link: " + _("Unknown headers, values and names"))
    st.caption(
        _("Say what they mean; it is remembered for this unit and ledger. What stays open is left out or stays wrong.")
    )
    keys = [page.key(f"assign-{staged.id}-{one.ledger}-{one.column}-{one.text}") for one in asked]
    with st.form(page.key(f"assign-{staged.id}")):
        with st.grid(min_column_width=260):
            for one, key in zip(asked, keys, strict=True):
                _ask(page, one, key)
        st.form_submit_button(
            _("Remember and check again"),
            icon=":material/refresh:",
            on_click=partial(_assign, page, staged.id, files, asked, keys),
        )


def _ask(page: Page, one: Question, key: str) -> None:
    _ = page._
    text = formats.literal(one.text)
    what = _("Header “{text}”", text=text)
    if one.kind == VALUE:
        label = page._.text(ledger_of(one.ledger).column(one.column).label)
        what = _("{column} “{text}”", column=label, text=text)
    st.selectbox(
        what, list(one.options), index=None, format_func=one.options.__getitem__, placeholder=_("means …"), key=key
    )


def _assign(page: Page, id: str, files: Files, asked: list[Question], keys: list[str]) -> None:
    chosen = [one.answered(target) for one, key in zip(asked, keys, strict=True) if (target := st.session_state[key])]
    person = acting()

    def work(progress: Progress) -> Staged:
        return assign(page.store, person, id, chosen, clock=page.clock, files=files)

    if chosen:
        begin(page, f"assign-{id}-{hash(tuple(chosen))}", work)


def _remembered(page: Page, staged: Staged) -> None:
    """What was assigned by hand for this unit and these ledgers; each can be forgotten."""
    names = sorted({layout.ledger for layout in staged.sheets})
    if not staged.office or not names:
        return
    kept = desk.rows(page.store, page.ledgers_sight, "assignments", where={"office": staged.office, "ledger": names})
    if kept.is_empty():
        return
    _ = page._
    with st.expander(_("Remembered for this unit ({n})", n=kept.height), icon=":material/bookmark:"):
        for row in kept.iter_rows(named=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_meaning(page, row), width="stretch")
                st.button(
                    _("Forget"), icon=":material/delete:", type="tertiary", key=page.key(f"forget-{row['id']}"),
                    on_click=partial(_forget, page, row),
                )  # fmt: skip


def _meaning(page: Page, row: dict[str, str]) -> str:
    """A line like: Header “处罚金额” → 罚款."""
    _, ledger = page._, ledger_of(row["ledger"])
    text = formats.literal(row["text"])
    columns = {column.name: page._.text(column.label) for column in ledger.columns}
    if row["kind"] == IGNORED:
        return _("Header “{text}” is left out", text=text)
    if row["kind"] == HEADER:
        return _("Header “{text}” → {target}", text=text, target=columns.get(row["target"], row["target"]))
    chosen = targets(page.store, ledger.column(row["column"]), page.language)
    target = formats.literal(chosen.get(row["target"], row["target"]))
    return _("{column} “{text}” → {target}", column=columns[row["column"]], text=text, target=target)


def _forget(page: Page, row: dict[str, int]) -> None:
    _ = page._
    done = _("Forgotten. Check the files again to see them without it.")
    command(page, done, forget, row["id"])
