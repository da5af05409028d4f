"""What a staged upload would change: new rows, cells old → new, rows that stay, rows no longer there."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from pages.parts.frame.context import Page
from pages.parts.ledgers.faults import column_label
from pages.parts.ledgers.table import rows_table
from services.access.privacy import MASK, maskable
from services.intake.changes import Chosen, held_back
from services.intake.staged import Counts, Staged
from services.words import formats

SHOWN = 200
NAMED = 20
# Rows that can't be withdrawn, by key: how many rows of which ledgers refer to them.
Held = Mapping[str, Mapping[str, int]]
HEIGHT = 420


def changes(page: Page, staged: Staged) -> Chosen:
    """The tables of every ledger in the upload; the vanished rows the person chose to withdraw."""
    vanished = {
        name: staged.vanished(name)["id"].to_list() for name, counts in staged.counts.items() if counts.vanished
    }
    held = {one.ledger.name: one.rows for one in held_back(page.store, staged, vanished)}
    gone: dict[str, list[int]] = {}
    for name, counts in staged.counts.items():
        if counts.new or counts.changed or counts.same or counts.vanished:
            st.markdown(f"##### {page._.text(ledger_of(name).title)}")
            if chosen := _ledger(page, staged, name, counts, held.get(name, {})):
                gone[name] = chosen
    return gone


def _ledger(page: Page, staged: Staged, name: str, counts: Counts, held: Held) -> list[int]:
    _ = page._
    shown = {
        "new": (counts.new, _("New {n}", n=formats.number(counts.new))),
        "changed": (counts.changed, _("Changed {n}", n=formats.number(counts.changed))),
        "same": (counts.same, _("Same {n}", n=formats.number(counts.same))),
        "vanished": (counts.vanished, _("No longer there {n}", n=formats.number(counts.vanished))),
    }
    kinds = [kind for kind, (n, _label) in shown.items() if n]
    gone: list[int] = []
    for kind, tab in zip(kinds, st.tabs([shown[kind][1] for kind in kinds]), strict=True):
        with tab:
            if kind == "changed":
                _changed(page, staged, name)
            elif kind == "vanished":
                gone = _vanished(page, staged, name, held)
            else:
                rows = staged.rows(name).filter(pl.col("_change") == kind)
                rows_table(page, rows.head(SHOWN), ledger_of(name), key=f"{kind}-{name}", height=HEIGHT)
            _first(page, shown[kind][0])
    return gone


def _first(page: Page, total: int) -> None:
    if total > SHOWN:
        n, total_ = formats.number(SHOWN), formats.number(total)
        st.caption(page._("The first {n} of {total} are shown.", n=n, total=total_))


def _changed(page: Page, staged: Staged, name: str) -> None:
    """Each changed cell, old → new; of personal columns, and on a shared screen of all that may be masked, only that
    they change."""
    _, ledger = page._, ledger_of(name)
    masked = [one.name for one in ledger.columns if one.personal or (page.screen and (maskable(one) or one.check))]
    hidden = pl.col("column").is_in(masked)
    cells = staged.changed(name).with_columns(
        pl.when(hidden).then(pl.col(side).str.head(1) + MASK).otherwise(pl.col(side)).alias(side)
        for side in ("old", "new")
    )
    st.dataframe(
        cells.head(SHOWN).select(
            pl.col("row").alias(_("Row")),
            pl.col("key").alias(_.text(ledger.keys[0].label)),
            column_label(page).alias(_("Column")),
            pl.col("old").alias(_("Old value")),
            pl.col("new").alias(_("New value")),
        ),
        hide_index=True,
        placeholder=formats.MISSING,
        height=min(HEIGHT, 38 + 35 * min(cells.height, SHOWN)),
    )


def _vanished(page: Page, staged: Staged, name: str, held: Held) -> list[int]:
    """Stored rows that the complete upload lacks; those ticked are withdrawn with the confirmation. Which of them can't
    be, even if all go together, is said by name."""
    rows = staged.vanished(name)
    st.caption(
        page._(
            "These rows of the unit are in the store, but not in the files. "
            "Tick those that are to be withdrawn; the others stay."
        )
    )
    if held:
        st.warning(_held(page, held), icon=":material/link:")
    chosen = rows_table(page, rows, ledger_of(name), key=f"vanished-{name}", height=HEIGHT, choose="multi-row")
    return rows["id"].gather(chosen).to_list()


def _held(page: Page, held: Held) -> str:
    _, more, named = page._, len(held) - NAMED, []
    for key, counts in list(held.items())[:NAMED]:
        counted = [f"{_.text(ledger_of(one).title)} {formats.number(n)}" for one, n in counts.items()]
        named.append(_("{row} ({counted})", row=formats.literal(key), counted=formats.listing(counted, page.language)))
    rows = formats.listing(named, page.language) + (_.n(" and {n} more", " and {n} more", more) if more > 0 else "")
    return _(
        "In use, so not to be withdrawn: {rows}. First correct the rows that refer to them, or leave them.", rows=rows
    )
