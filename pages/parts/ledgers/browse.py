"""The view 浏览: a ledger's rows a page at a time, searched, filtered and sorted by the store; export."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from data.ledgers.columns import Column, Kind, Ledger
from pages.parts.asking.filters import Choice, Choices, Day, Filter, Switch, Words, filters, joined, read, told
from pages.parts.asking.paging import PAGE_ROWS, paging, skipped
from pages.parts.doing.download import File, download
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from pages.parts.frame.names import offices
from pages.parts.ledgers.row import row_view
from pages.parts.ledgers.said import names_some
from pages.parts.ledgers.table import rows_table
from services.access import desk
from services.access.desk import Range
from services.exchange.export import export
from services.records.batches import last_commit
from services.words import formats

BEFORE = "ledgers-browsed"
HEIGHT = 700
OFFICE, TEXT, BY, FROM, TO = "office", "text", "by", "from", "to"
FORMS = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows the filters leave: `where` as `read_rows` takes it, words to search for, and both as people say it."""

    where: dict[str, Any]
    text: str
    words: str


def browse(page: Page, ledger: Ledger) -> None:
    """The table of one ledger, or the one row that the address names, while there is such a row."""
    _leave_other(ledger)
    if (asked := address.get("row")) and row_view(page, ledger, asked):
        return
    declared = _filters(page, ledger)
    values, _notices = read(page, *declared)
    words = joined(page, told(page, values, *(one for one in declared if one.name != BY)).values())
    chosen = Chosen(_where(ledger, values), values.get(TEXT, ""), words)
    total = desk.count(page.store, page.ledgers_sight, ledger.name, where=chosen.where, text=chosen.text)
    shown = filters(page, *declared, *_shown(page, ledger, total))
    if not total:
        st.info(_nothing(page, bool(chosen.where or chosen.text)))
        return
    offset, names = skipped(shown["page"]), shown.get("names", False)
    order = (shown["sort"], "-id" if shown["sort"].startswith("-") else "id")
    frame = desk.rows(
        page.store,
        replace(page.ledgers_sight, names=names),
        ledger.name,
        where=chosen.where,
        text=chosen.text,
        order=order,
        limit=PAGE_ROWS,
        offset=offset,
        language=page.language,
    )
    key = f"rows-{ledger.name}"
    on_select = partial(_open, page.key(key), frame["id"].to_list())
    rows_table(page, frame, ledger, key=key, height=HEIGHT, names=names, choose="single-row", on_select=on_select)
    _beneath(page, ledger, chosen, offset, total, names=names)


def _leave_other(ledger: Ledger) -> None:
    """Row, order and page of the ledger that was shown before mean nothing in this one."""
    if st.session_state.get(BEFORE, ledger.name) != ledger.name:
        for name in ("row", "sort", "page", BY):
            address.put(name, None)
    st.session_state[BEFORE] = ledger.name


def _filters(page: Page, ledger: Ledger) -> list[Filter]:
    """Words where the ledger is searched, the unit, days, and the values of one column of the reader's choice."""
    _ = page._
    by_name = {column.name: column for column in ledger.columns}
    lists = {column.name: _label(page, column) for column in ledger.columns if column.kind is Kind.CHOICE}
    declared: list[Filter] = []
    if searched := [_label(page, column) for column in ledger.columns if column.searched]:
        declared.append(Words(TEXT, _("Search"), formats.listing(searched[:3], page.language)))
    if OFFICE in by_name:
        declared.append(Choices(OFFICE, _label(page, by_name[OFFICE]), offices(page), _("All units"), width=200))
    if ledger.dated:
        label = _label(page, by_name[ledger.dated])
        declared += [Day(FROM, _("{date} from", date=label)), Day(TO, _("{date} to", date=label))]
    if lists:
        declared.append(Choice(BY, _("Filter by"), lists, all=_("No column"), width=170))
        if by := by_name.get(address.get(BY) or ""):
            options = page._.labels(by.options())
            declared.append(Choices(by.name, _label(page, by), options, _("All")))
    return declared


def _where(ledger: Ledger, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The filters in force as `read_rows` takes them."""
    names = {column.name for column in ledger.columns}
    where: dict[str, Any] = {
        name: list(value) for name, value in chosen.items() if name in names and isinstance(value, tuple) and value
    }
    if chosen.get(FROM) or chosen.get(TO):
        where[ledger.dated] = Range(chosen[FROM], chosen[TO])
    return where


def _nothing(page: Page, filtered: bool) -> str:
    if filtered:
        return page._("No row fits these filters. Clear one of them.")
    return page._(
        "This ledger holds no rows yet. Download its template under Upload, fill it in, and hand it in there."
    )


def _shown(page: Page, ledger: Ledger, total: int) -> list[Filter]:
    """How the rows are shown: their order, which page of them, and whether natural persons are named."""
    _ = page._
    orders = {
        f"{sign}{column.name}": f"{_label(page, column)} {arrow}"
        for column in desk.orderable(ledger, page.ledgers_sight)
        for sign, arrow in (("-", "↓"), ("", "↑"))
    }
    usual = f"-{ledger.dated}" if ledger.dated else ledger.keys[0].name
    declared: list[Filter] = [
        Choice("sort", _("Order"), orders, default=usual),
        paging(page, "page", total),
    ]
    if names_some(page) and any(column.personal for column in ledger.columns):
        declared.append(Switch("names", _("Show names of persons"), _("Otherwise natural persons are masked.")))
    return declared


def _open(key: str, ids: list[int]) -> None:
    if chosen := st.session_state[key].selection.rows:
        address.put("row", str(ids[chosen[0]]))


def _beneath(page: Page, ledger: Ledger, chosen: Chosen, offset: int, total: int, *, names: bool) -> None:
    """Which rows these are, and all that the filters leave to take away."""
    _ = page._
    first, last = formats.number(offset + 1), formats.number(min(offset + PAGE_ROWS, total))
    text = _(
        "Rows {first}–{last} of {total}. Choose a row to open it.", first=first, last=last, total=formats.number(total)
    )
    commit = cached.answer(last_commit)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(text, width="content")
        name, mask = f"{_.text(ledger.title)}-{page.clock.today():%Y%m%d}", not names or page.screen
        files = [
            File(
                form[1:].upper(),
                f"{name}{form}",
                media_type,
                partial(_export, page, ledger, chosen, form, commit, mask),
            )
            for form, media_type in FORMS.items()
        ]
        download(page, *files, key="export", beside="right")


def _export(page: Page, ledger: Ledger, chosen: Chosen, form: str, commit: int, mask: bool) -> bytes:
    """The rows as the page knew them, also when somebody has committed since."""
    return export(
        page.store,
        page.person,
        ledger,
        form=form,
        language=page.language,
        where=chosen.where,
        text=chosen.text,
        known_at=commit,
        mask=mask,
        clock=page.clock,
        filters=chosen.words,
    )


def _label(page: Page, column: Column) -> str:
    return page._.text(column.label)
