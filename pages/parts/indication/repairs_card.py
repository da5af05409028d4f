"""All repairs of a boundary at once: each with its picture and change, ticked or not; of one place at most one."""

from collections.abc import Sequence

import streamlit as st

from data.texts import Text
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.indication.chosen import Chosen
from services.indication.pictures import of_repair
from services.indication.proposed import BY_HAND, Place, Proposed
from services.indication.versions import Version, repair_places
from services.words import formats

SHOWN = 3


def chosen_ids(chosen: Chosen, version: Version) -> tuple[str, ...]:
    """The findings whose repairs are ticked, those of `Place.usual` before anybody has ticked any."""
    page = chosen.page
    return tuple(
        id
        for place in cached.answer(repair_places, version)
        for option in place.options
        if _ticked(page, version, place) == option.ids[0]
        for id in option.ids
    )


def repairs_list(chosen: Chosen, version: Version) -> None:
    """The places that can be repaired, the alternatives of each beside each other."""
    page, _ = chosen.page, chosen.page._
    places = cached.answer(repair_places, version)
    alternatives = sum(len(place.options) > 1 for place in places)
    st.caption(
        _("Tick what is to be repaired; nothing else is touched.")
        + (" " + _("Where several repairs act on one place, choose one of them or none.") if alternatives else "")
    )
    for place in places:
        with st.container(border=True, gap="xsmall"):
            _place(page, version, place)


def _place(page: Page, version: Version, place: Place) -> None:
    _, key = page._, _key(page, version, place)
    if len(place.options) == 1:
        [option] = place.options
        if key not in st.session_state:
            st.session_state[key] = place.usual is not None
        st.checkbox(f"**{_labels(page, option)}**", key=key)
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            by_hand = _("To be ticked by hand only: it may be meant, or the line is a sketch.")
            said = f"{_change(page, option)} · {formats.literal(_short(page, option.messages))}"
            st.caption(f"{said}  \n{by_hand}" if option.codes & BY_HAND else said)
        with right:
            _picture(page, version, option)
        return
    numbered = list(enumerate(place.options, 1))
    names = {"": _("Leave it"), **{option.ids[0]: f"{n}. {_said(page, option)}" for n, option in numbered}}
    st.radio(
        _.n("One place, {n} way to repair it", "One place, {n} ways to repair it", len(place.options)), list(names),
        format_func=names.__getitem__, key=key,
    )  # fmt: skip
    for start in range(0, len(numbered), SHOWN):
        for column, (number, option) in zip(st.columns(SHOWN), numbered[start : start + SHOWN], strict=False):
            with column:
                _picture(page, version, option)
                st.caption(formats.literal(f"{number}. {_change(page, option)}"))


def _picture(page: Page, version: Version, option: Proposed) -> None:
    st.image(of_repair(version.geometry, option, page.theme), width="stretch")


def _said(page: Page, option: Proposed) -> str:
    return f"**{_labels(page, option)}** {_change(page, option)} · {formats.literal(_short(page, option.messages))}"


def _labels(page: Page, option: Proposed) -> str:
    return formats.listing(map(page._.text, option.labels), page.language)


def _change(page: Page, option: Proposed) -> str:
    return page._("{change} m²", change=formats.minus(f"{round(option.change.square_metres, 1) + 0.0:+,.1f}"))


def _short(page: Page, messages: Sequence[Text]) -> str:
    """The first finding, and how many more a repair mends."""
    _ = page._
    more = len(messages) - 1
    first = _.text(messages[0])
    return first + (_.n(" and {n} more", " and {n} more", more) if more else "")


def _key(page: Page, version: Version, place: Place) -> str:
    return page.key(f"repair-{version.code}-{place.options[0].ids[0]}")


def _ticked(page: Page, version: Version, place: Place) -> str:
    """The first id of the option that is chosen at a place, "" for none."""
    given = st.session_state.get(_key(page, version, place))
    first, *others = place.options
    if others:
        return given or ""
    return first.ids[0] if (place.usual is not None if given is None else given) else ""
