"""What the bureau has set in a registry so far: what, from when, by whom, why, and the way back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.parts.doing.commands import command
from pages.parts.frame.context import Page
from pages.parts.frame.names import who
from services.administration.settings.change import take_back
from services.administration.settings.fields import Field, written
from services.administration.settings.made import Made
from services.administration.settings.registries import Setting, label_of
from services.words import formats


def made_so_far(page: Page, setting: Setting, so_far: list[Made]) -> None:
    """A card for each day from which something holds, the newest first."""
    _ = page._
    st.subheader(_("Set by the bureau"), anchor=False)
    if not so_far:
        st.caption(_("Nothing yet: all of this is as the board came."))
    for one in so_far:
        with st.container(border=True, gap="xsmall"):
            _card(page, setting, one)


def _card(page: Page, setting: Setting, one: Made) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_title(page, one), width="content")
        if one.commit is not None:
            _undo(page, one.commit)
    for line in _lines(page, setting, one):
        st.markdown(f"- {formats.literal(line)}")
    st.caption(_circumstances(page, one))


def _title(page: Page, one: Made) -> str:
    _ = page._
    if one.commit is None:
        badge = ":orange-badge[:material/edit_document: " + _("Written by hand") + "]"
    elif one.since > page.clock.today():
        badge = ":blue-badge[:material/schedule: " + _("Still to come") + "]"
    else:
        badge = ":green-badge[:material/check_circle: " + _("In force") + "]"
    since = _("Always") if one.since == one.since.min else _("From {day}", day=one.since.isoformat())
    return f"**{since}**　{badge}"


def _lines(page: Page, setting: Setting, one: Made) -> list[str]:
    """One line for each entry that is set, its values in the order of the form; keys without a form come last."""
    _, entries = page._, setting.holding(max(one.since, page.clock.today()))
    lines = []
    for code, table in one.tables.items():
        fields = {field.name: field for field in setting.asked(code)}
        keys = sorted(table, key=[*fields, *table].index) if isinstance(table, dict) else []
        values = [_value(page, fields.get(key), key, table) for key in keys]
        name = _.text(label_of(code, entries.get(code, {})))
        lines.append(_("{name} — {values}", name=name, values=_("; ").join(values)))
    return lines


def _value(page: Page, field: Field | None, key: str, table: Mapping[str, Any]) -> str:
    _ = page._
    label = _.text(field.label) if field else key
    text = written(field, table, page.language) if field else str(table[key])
    return _("{label}: {text}", label=label, text=text or formats.MISSING)


def _circumstances(page: Page, one: Made) -> str:
    _ = page._
    if one.commit is None or one.at is None:
        return _("The file {file} in the data folder; to change it, edit the file.", file=formats.literal(one.file))
    return _(
        "{who}, {when}: {why} (No. {number})",
        who=formats.literal(who(page, one.actor)),
        when=formats.instant(one.at, page.language),
        why=formats.literal(one.why),
        number=one.commit,
    )


def _undo(page: Page, number: int) -> None:
    _ = page._
    with st.popover(_("Undo"), icon=":material/undo:", type="tertiary", key=page.key(f"undo-setting-{number}")):
        st.caption(_("What this commit set goes back to what it was before. The undo is a commit, too."))
        done = _("No. {number} is undone.", number=number)
        on_click = partial(command, page, done, take_back, number)
        label = _("Undo No. {number}", number=number)
        st.button(label, type="primary", key=page.key(f"undone-setting-{number}"), on_click=on_click)
