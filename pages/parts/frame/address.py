"""The address bar as the state of a page: codes in, codes out, kept from page to page.

Streamlit empties the query string when another page is opened. What a session last chose is therefore
remembered under its name and put back when the new page asks for the same name, so that a filter
follows the reader, while "back" within one page still means what the address says.

Addresses are kept in histories, logs and messages: what may be somebody's name stands in none, only in the session.
"""

import re
from urllib.parse import urlencode

import streamlit as st

# What is longer or holds control characters was written by nobody who uses the board, and a database may refuse it.
LONGEST = 10_000
UNWRITTEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# A number of more digits is none of a row, page or commit; the largest that a database counts to has 19.
MOST_DIGITS = 18

KEPT, SHOWN, PLACE, ARRIVED = "address-kept", "address-shown", "address-place", "address-arrived"
PRIVATE, BROUGHT = "address-private", "address-brought"


def arrive(place: str) -> None:
    """Note which page this run is for; called once a run, before the page's script."""
    st.session_state[ARRIVED] = st.session_state.get(PLACE) != place
    st.session_state[PLACE] = place
    st.session_state[BROUGHT] = set()
    if st.session_state[ARRIVED]:
        st.session_state[SHOWN] = {}


def get(name: str, *, lasting: bool = False) -> str | None:
    """What the address says under a name, or what the session brought along from another page.

    `lasting` values (language, screen) hold for the whole session, whatever page is open.
    """
    raw = _given(name)
    if raw is None and name in _private():
        return _private()[name]
    if raw is None and (lasting or st.session_state.get(ARRIVED)):
        raw = _kept().get(name)
        st.session_state.setdefault(BROUGHT, set()).add(name)
    put(name, raw)
    return raw


def _given(name: str) -> str | None:
    """The value in the address itself, so that any database takes it: cut, and without control characters."""
    raw = st.query_params.get(name)
    return None if raw is None else UNWRITTEN.sub("\ufffd", raw[:LONGEST])


def number(raw: str | None) -> int | None:
    """The whole number from 1 that a value of the address means, None for anything else; every number of an address
    is read here, so none is larger than what the database counts."""
    if raw is None or not (raw.isascii() and raw.isdecimal() and len(raw) <= MOST_DIGITS):
        return None
    return int(raw) or None


def brought(name: str) -> bool:
    """Whether this run took the value along from another page: nobody wrote it into this page's address."""
    return name in st.session_state.get(BROUGHT, ())


def put(name: str, raw: str | None) -> None:
    """Write a value into the address and remember it; None or nothing takes it out."""
    _private().pop(name, None)
    if raw:
        if st.query_params.get(name) != raw:
            st.query_params[name] = raw
        _kept()[name] = raw
    else:
        st.query_params.pop(name, None)
        _kept().pop(name, None)


def put_private(name: str, raw: str) -> None:
    """Remember a value for this session and its pages, and keep it out of the address."""
    put(name, None)
    _private()[name] = raw


def holds(name: str) -> bool:
    """Whether a value was put under this name."""
    return name in st.query_params or name in _private()


def forget(name: str) -> None:
    """Take no value under this name along to other pages; the address stays as it is."""
    _kept().pop(name, None)


def show(name: str, raw: str) -> None:
    """Note the value that is in force, chosen or by default, for the permalink."""
    st.session_state.setdefault(SHOWN, {})[name] = raw


def write_out() -> None:
    """Write every value in force into the address, defaults too: next week's default leaves the link alone."""
    for name, raw in st.session_state.get(SHOWN, {}).items():
        if name not in _private():
            put(name, raw)


def link() -> str:
    """The address as it stands, for passing on. Without the language: the reader's browser decides that."""
    values = {name: value for name, value in st.query_params.items() if name != "lang"}
    return (st.context.url or "/") + (f"?{urlencode(values)}" if values else "")


def _private() -> dict[str, str]:
    return st.session_state.setdefault(PRIVATE, {})


def _kept() -> dict[str, str]:
    return st.session_state.setdefault(KEPT, {})
