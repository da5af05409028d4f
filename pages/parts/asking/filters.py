"""Filters: widgets whose truth is the address. Codes in, codes out.

A page declares its filters and gets their values:

    chosen = filters(page, Choice("office", _("Office"), offices), Switch("open", _("Open only")))
    chosen["office"], chosen["open"]

Filters of the same name on several pages are one filter. A code that is not offered is named in a
notice and ignored. (Streamlit's bind="query-params" writes translated labels and drops the unknown
without a word.)
"""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from pages.parts.asking.filter_kinds import Choice, Choices, Day, Filter, Switch, Whole, Words
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.words import formats

__all__ = ["Choice", "Choices", "Day", "Filter", "Switch", "Whole", "Words", "filters", "joined", "read", "told"]


def read(page: Page, *declared: Filter) -> tuple[dict[str, Any], list[str]]:
    """The values in force by name, and a notice for each that the address gets wrong."""
    values: dict[str, Any] = {}
    notices: list[str] = []
    for one in declared:
        raw = address.get(one.name) or ""
        try:
            values[one.name] = one.read(raw)
        except ValueError:
            values[one.name] = one.read("")
            if address.brought(one.name):
                # It meant something on the page it comes from; here it is nobody's mistake.
                address.put(one.name, None)
            else:
                address.forget(one.name)
                notices.append(_unknown(page, one, raw))
        address.show(one.name, one.write(values[one.name]))
    return values, notices


def told(page: Page, values: Mapping[str, Any], *declared: Filter) -> dict[str, str]:
    """What the filters in force leave, in words by name: "Sector: food". What is taken away says so (`joined`)."""
    words = {one.name: (one.label, one.told(page, values[one.name])) for one in declared}
    return {name: page._("{label}: {text}", label=label, text=text) for name, (label, text) in words.items() if text}


def joined(page: Page, words: Iterable[str]) -> str:
    """Several filters in words as one text."""
    return page._("; ").join(words)


def _unknown(page: Page, one: Filter, raw: str) -> str:
    asked = formats.literal(raw[:40])
    return page._("{label}: “{asked}” is not known here and was left out.", label=one.label, asked=asked)


def filters(page: Page, *declared: Filter) -> dict[str, Any]:
    """Draw the declared filters in one row, and give their values by name."""
    values, notices = read(page, *declared)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for one in declared:
            one.widget(page, values[one.name])
        st.button(
            page._("Clear"),
            type="tertiary",
            icon=":material/filter_alt_off:",
            key=page.key("clear"),
            disabled=not any(address.holds(one.name) for one in declared),
            on_click=_clear,
            args=(declared,),
        )
    for notice in notices:
        st.warning(notice, icon=":material/link_off:")
    return values


def _clear(declared: tuple[Filter, ...]) -> None:
    for one in declared:
        address.put(one.name, None)


def choose(page: Page, *declared: Filter) -> dict[str, Any]:
    """Choices that say how something is shown, in one row; unlike filters there is nothing to clear."""
    values, notices = read(page, *declared)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for one in declared:
            one.widget(page, values[one.name])
    for text in notices:
        st.warning(text, icon=":material/link_off:")
    return values
