"""What is wrong with a staged upload, all at once, with how to mend it; and the amounts a person must confirm."""

from functools import partial

import polars as pl
import streamlit as st

from data.ledgers import ledger as ledger_of
from pages.parts.doing.download import File, download
from pages.parts.frame.context import Page
from services.access.privacy import MASK
from services.intake.changes import rejected_workbook
from services.intake.compare import ABOVE, BELOW, HIDDEN_COLUMN, HIDDEN_ROW
from services.intake.staged import Staged
from services.words import formats

SHOWN = 500
HEIGHT = 420
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def faults(page: Page, staged: Staged) -> None:
    """Refused files, then every fault of every row."""
    for refusal in staged.refusals:
        fault, mend = page._.text(refusal.message), page._.text(refusal.mend)
        st.error(formats.literal(page._("{file}: {fault}. {mend}.", file=refusal.file, fault=fault, mend=mend)))
    errors = staged.errors()
    if errors.is_empty():
        return
    _ = page._
    st.markdown("##### :material/error: " + _count(page, errors.height))
    st.dataframe(
        _table(page, errors.head(SHOWN)),
        hide_index=True,
        placeholder=formats.MISSING,
        height=_height(min(errors.height, SHOWN)),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        rejected(page, staged)
        if errors.height > SHOWN:
            st.caption(_("The first {n} are shown; the workbook of wrong rows has them all.", n=SHOWN))


def _count(page: Page, n: int) -> str:
    return page._.n("{n} thing to mend", "{n} things to mend", n)


def _height(rows: int) -> int:
    return min(HEIGHT, 38 + 35 * rows)


def _table(page: Page, errors: pl.DataFrame) -> pl.DataFrame:
    """The faults as people read them: where, what stands there, what is wrong, how to mend it."""
    _, ending = page._, "en" if page.language == "en" else "zh"
    places = {"file": _("File"), "sheet": _("Sheet")}
    return errors.select(
        *(pl.col(name).alias(label) for name, label in places.items() if errors[name].n_unique() > 1),
        pl.col("cell").alias(_("Cell")),
        column_label(page).alias(_("Column")),
        _value(page, errors).alias(_("Value")),
        pl.col(f"message_{ending}").alias(_("What is wrong")),
        pl.col(f"mend_{ending}").alias(_("How to mend it")),
        pl.col("offers").alias(_("Perhaps meant")),
    )


def _value(page: Page, errors: pl.DataFrame) -> pl.Expr:
    """What stands in the cell; on a shared screen not in a column that may name somebody."""
    personal = [
        {"ledger": name, "column": column.name}
        for name in errors["ledger"].unique()
        for column in ledger_of(name).columns
        if page.screen and (column.personal or column.check)
    ]
    named = pl.struct("ledger", "column").is_in(personal) if personal else pl.lit(False)
    return pl.when(named).then(pl.lit(MASK)).otherwise(pl.col("value"))


def column_label(page: Page) -> pl.Expr:
    """Labels for the columns ledger and column."""

    def label(pair: dict[str, str]) -> str:
        columns = {column.name: column for column in ledger_of(pair["ledger"]).columns}
        return page._.text(columns[pair["column"]].label) if pair["column"] in columns else pair["column"]

    return pl.struct("ledger", "column").map_elements(label, return_dtype=pl.String)


def rejected(page: Page, staged: Staged) -> None:
    """The wrong rows as a workbook, with the reason beside each."""
    title = page._("wrong rows")
    name = f"{title}-{page.clock.today():%Y%m%d}.xlsx"
    make = partial(rejected_workbook, page.store, page.person, staged.id, page.language)
    download(page, File(page._("Wrong rows as a workbook"), name, XLSX, make), key="rejected")


def questions(page: Page, staged: Staged) -> bool:
    """Amounts far from the usual, and what is hidden in the sheets; whether the person says that all of it is right
    (or there is none)."""
    asked, answers = staged.questions(), []
    of_amounts = pl.col("kind").is_in([ABOVE, BELOW])
    amounts, hidden = asked.filter(of_amounts), asked.filter(~of_amounts)
    if not amounts.is_empty():
        answers.append(_amounts(page, staged, amounts))
    if not hidden.is_empty():
        answers.append(_hidden(page, staged, hidden))
    return all(answers)


def _amounts(page: Page, staged: Staged, asked: pl.DataFrame) -> bool:
    _ = page._
    st.markdown("##### :material/help: " + _("Amounts far from the usual"))
    st.caption(_("They are far above or below the usual of their column. Was the unit 元 or 万元?"))
    st.dataframe(
        asked.select(
            *_place(page),
            pl.col("value").alias(_("Value, yuan")),
            pl.col("usual").alias(_("Usual, yuan")),
        ),
        hide_index=True,
        placeholder=formats.MISSING,
        height=_height(asked.height),
    )
    return st.checkbox(_("I have checked these amounts: they are right as shown"), key=page.key(f"asked-{staged.id}"))


def _hidden(page: Page, staged: Staged, asked: pl.DataFrame) -> bool:
    _ = page._
    st.markdown("##### :material/visibility_off: " + _("Hidden in the sheet, yet read"))
    st.caption(_("Rows that are hidden or filtered out, and hidden columns. Delete in the file what should not count."))
    what = {HIDDEN_ROW: _("hidden row"), HIDDEN_COLUMN: _("hidden column")}
    st.dataframe(
        asked.head(SHOWN).select(*_place(page), pl.col("kind").replace_strict(what).alias(_("What"))),
        hide_index=True,
        placeholder=formats.MISSING,
        height=_height(min(asked.height, SHOWN)),
    )
    return st.checkbox(_("They belong to what is handed in"), key=page.key(f"hidden-{staged.id}"))


def _place(page: Page) -> list[pl.Expr]:
    _ = page._
    return [
        pl.col("file").alias(_("File")),
        pl.col("sheet").alias(_("Sheet")),
        pl.col("row").alias(_("Row")),
        column_label(page).alias(_("Column")),
    ]
