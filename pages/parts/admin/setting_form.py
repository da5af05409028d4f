"""The form of one entry of a registry: what holds today, what the board came with, from which day the change holds."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from services.administration.settings.change import change
from services.administration.settings.fields import Field, Input, inputs, shown, written
from services.administration.settings.registries import Setting, filled_in, label_of
from services.records.batches import last_commit
from services.words import formats

NEW = "+"
YEARS_AHEAD = 3
LINES = 120

Texts = Mapping[str, str | int | None]


def entry_form(page: Page, setting: Setting, code: str, entry: Mapping[str, Any]) -> None:
    """All inputs of an entry. Keys end in the commit: after a change the form starts afresh."""
    _, fields = page._, setting.asked(code)
    before = filled_in(setting, code, entry)
    prefix = f"{setting.name}-{code}-{cached.answer(last_commit)}"
    keys = {name: page.key(f"{prefix}-{name}") for name in (*before, "code", "from", "why")}
    st.subheader(_("New entry") if code == NEW else formats.literal(_.text(label_of(code, entry))), anchor=False)
    with st.form(page.key(f"form-{prefix}"), enter_to_submit=False):
        if code == NEW:
            st.text_input(_("Code (small letters; it never changes)"), key=keys["code"], max_chars=40, placeholder="")
        for field in fields:
            _field(page, field, before, keys, setting.shipped(setting.name).get(code), entry)
        _holding(page, keys)
        st.form_submit_button(
            _("Save the setting"),
            type="primary",
            disabled=page.screen,
            on_click=partial(_save, page, setting, code, before, keys),
        )


def _field(
    page: Page,
    field: Field,
    before: Texts,
    keys: Mapping[str, str],
    shipped: Mapping[str, Any] | None,
    entry: Mapping[str, Any],
) -> None:
    asked = inputs(field)
    with st.container(horizontal=len(asked) > 1 and asked[0].widget != "lines"):
        for one in asked:
            _input(page, one, before[one.key], keys[one.key])
    if shipped is not None and shown(field, shipped) != shown(field, entry):
        text = formats.literal(written(field, shipped, page.language)) or formats.MISSING
        st.caption(page._("As the board came: {text}", text=text))


def _input(page: Page, asked: Input, value: str | int | None, key: str) -> None:
    label, help = page._.text(asked.label), asked.note and page._.text(asked.note)
    if asked.widget == "number":
        number = value if isinstance(value, int) else None
        st.number_input(label, asked.low, asked.high, number, step=1, key=key, help=help, placeholder="")
    elif asked.widget == "choice":
        choices = {"": formats.MISSING, **{code: page._.text(text) for code, text in (asked.choices or {}).items()}}
        codes = [code for code in choices if code or not value]
        place = codes.index(str(value)) if value in codes else 0
        st.selectbox(label, codes, place, format_func=choices.__getitem__, key=key, help=help)
    elif asked.widget == "lines":
        st.text_area(label, str(value or ""), height=LINES, key=key, help=help, placeholder="")
    else:
        st.text_input(label, str(value or ""), key=key, help=help, placeholder="")


def _holding(page: Page, keys: Mapping[str, str]) -> None:
    _, today = page._, page.clock.today()
    with st.container(horizontal=True):
        st.date_input(
            _("Holds from"), today, today, today.replace(year=today.year + YEARS_AHEAD, day=1), format="YYYY-MM-DD",
            key=keys["from"], width=170, help=_("Settings never alter the past."),
        )  # fmt: skip
        st.text_input(_("Reason"), key=keys["why"], max_chars=200, placeholder="")


def _save(page: Page, setting: Setting, code: str, before: Texts, keys: Mapping[str, str]) -> None:
    """Hand on what was changed in the form; the new entry is shown next."""
    given = {name: st.session_state[keys[name]] for name in before}
    changed = {name: value for name, value in given.items() if value != before[name]}
    named = st.session_state[keys["code"]].strip() if code == NEW else code
    done = page._("The setting is saved and holds from {day}.", day=st.session_state[keys["from"]].isoformat())
    command(
        page,
        done,
        change,
        setting.name,
        named,
        changed,
        holds_from=st.session_state[keys["from"]],
        why=st.session_state[keys["why"]],
        clock=page.clock,
        then=lambda _: address.put("entry", named),
    )
