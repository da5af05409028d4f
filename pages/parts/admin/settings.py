"""The view 设置: the entries of a registry, the form of the chosen one, and what the bureau has set so far."""

import polars as pl
import streamlit as st

from data.registry import Tables
from pages.parts.admin.made import made_so_far
from pages.parts.admin.setting_form import NEW, entry_form
from pages.parts.asking.filters import Choice, choose
from pages.parts.asking.picking import picking_table
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from services.administration.settings.fields import FieldKind, written
from services.administration.settings.made import Made, made
from services.administration.settings.registries import SETTINGS, Setting, label_of
from services.words import formats

ENTRY, BEFORE = "entry", "admin-registry"


def settings(page: Page) -> None:
    """One registry at a time."""
    titles = {name: page._.text(setting.title) for name, setting in SETTINGS.items()}
    setting = SETTINGS[choose(page, Choice("registry", page._("What to set"), titles, buttons=True))["registry"]]
    _leave_other(setting)
    st.caption(page._.text(setting.note))
    entries, so_far = setting.holding(page.clock.today()), cached.answer(made, setting.name)
    left, right = st.columns([5, 4], gap="large")
    with left:
        _entries(page, setting, entries, so_far)
        made_so_far(page, setting, so_far)
    with right:
        _chosen(page, setting, entries)


def _leave_other(setting: Setting) -> None:
    """The entry that was chosen of another registry means nothing in this one."""
    if st.session_state.get(BEFORE, setting.name) != setting.name:
        address.put(ENTRY, None)
    st.session_state[BEFORE] = setting.name


def _entries(page: Page, setting: Setting, entries: Tables, so_far: list[Made]) -> None:
    _, codes = page._, list(entries)
    rows = pl.DataFrame(
        {
            _("Name"): [_.text(label_of(code, entry)) for code, entry in entries.items()],
            _("Set by the bureau"): [_since(page, code, so_far) for code in codes],
            _("Holds today"): [_summary(page, setting, code, entry) for code, entry in entries.items()],
        }
    )
    picking_table(page, rows, codes, name=ENTRY, key=f"entries-{setting.name}")
    if setting.adds:
        st.button(
            _("Add an entry"), icon=":material/add:", key=page.key("add-entry"), on_click=address.put, args=(ENTRY, NEW)
        )


def _summary(page: Page, setting: Setting, code: str, entry: Tables) -> str:
    """What an entry says in one line: its short fields, without name and classes."""
    left_out = (FieldKind.LONG, FieldKind.CHOICE)
    fields = [field for field in setting.asked(code) if field.name != "label" and field.kind not in left_out]
    texts = {page._.text(field.label): written(field, entry, page.language) for field in fields}
    if len(fields) > 1 or fields[0].kind is FieldKind.NUMBER:
        texts = {label: page._("{label}: {text}", label=label, text=text) for label, text in texts.items() if text}
    return page._("; ").join(texts.values()) or formats.MISSING


def _since(page: Page, code: str, so_far: list[Made]) -> str:
    """The day of the newest own setting of an entry, still to come or in force."""
    _ = page._
    since = next((one.since for one in so_far if code in one.tables), None)
    if since is None:
        return formats.MISSING
    if since > page.clock.today():
        return _("to come, from {day}", day=since.isoformat())
    return _("by hand") if since == since.min else _("from {day}", day=since.isoformat())


def _chosen(page: Page, setting: Setting, entries: Tables) -> None:
    asked = address.get(ENTRY)
    if asked == NEW and setting.adds:
        entry_form(page, setting, NEW, {})
    elif asked in entries:
        entry_form(page, setting, asked, entries[asked])
    else:
        st.info(page._("Choose a line on the left to change it."), icon=":material/arrow_back:")
