"""The kinds of filters: how each reads its value from the address, writes it back, and is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import streamlit as st

from data.clock import EARLIEST
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.access.privacy import may_identify
from services.words import formats

LATEST = date(2099, 12, 31)


class Filter(Protocol):
    """A declared filter. `read` turns a raw address value into the filter's, raising ValueError."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def read(self, raw: str) -> Any: ...

    def write(self, value: Any) -> str: ...

    def told(self, page: Page, value: Any) -> str:
        """The value in words where it leaves something out, for what is taken away; else ""."""
        ...

    def widget(self, page: Page, value: Any) -> None: ...


def _keep(key: str, value: Any) -> None:
    # The address is the truth; an equal value is left alone, so as not to disturb who is typing.
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _wide(page: Page, width: int) -> int:
    """A width in pixels, wider on a shared screen by as much as its type is larger (screen.css)."""
    return width * 5 // 4 if page.screen else width


@dataclass(frozen=True, slots=True)
class Choice:
    """One code, or None for `all` of them. Without the text `all`, the `default` code or the first is in force."""

    name: str
    label: str
    options: Mapping[str, str]
    all: str = ""
    default: str = ""
    buttons: bool = False
    width: int = 180

    def read(self, raw: str) -> str | None:
        if raw in self.options:
            return raw
        if raw:
            raise ValueError(raw)
        if self.all:
            return None
        return self.default if self.default in self.options else next(iter(self.options), None)

    def write(self, value: str | None) -> str:
        return value or ""

    def told(self, page: Page, value: str | None) -> str:
        return self.options[value] if self.all and value else ""

    def widget(self, page: Page, value: str | None) -> None:
        key = page.key(self.name)
        _keep(key, value or "")
        codes = [*([""] if self.all else []), *self.options]
        texts = {"": self.all, **self.options}
        if self.buttons:
            st.segmented_control(
                self.label, codes, format_func=texts.__getitem__, key=key, required=True,
                on_change=_write, args=(self, key),
            )  # fmt: skip
        else:
            st.selectbox(
                self.label, codes, format_func=texts.__getitem__, key=key, width=_wide(page, self.width),
                on_change=_write, args=(self, key),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """Several codes as a tuple in the order of `options`; an empty one means all."""

    name: str
    label: str
    options: Mapping[str, str]
    all: str
    width: int = 260

    def read(self, raw: str) -> tuple[str, ...]:
        asked = raw.split(";") if raw else []
        if unknown := [code for code in asked if code not in self.options]:
            raise ValueError(";".join(unknown))
        return tuple(code for code in self.options if code in asked)

    def write(self, value: tuple[str, ...] | list[str]) -> str:
        return ";".join(value)

    def told(self, page: Page, value: tuple[str, ...]) -> str:
        return formats.listing((self.options[code] for code in value), page.language)

    def widget(self, page: Page, value: tuple[str, ...]) -> None:
        key = page.key(self.name)
        _keep(key, list(value))
        st.multiselect(
            self.label, list(self.options), format_func=self.options.__getitem__, key=key, placeholder=self.all,
            width=_wide(page, self.width), on_change=_write, args=(self, key),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Words to search for, at most a hundred characters, "" for none. What may be somebody's name stays out of the
    address, also where a link brought it."""

    name: str
    label: str
    placeholder: str
    width: int = 220

    def read(self, raw: str) -> str:
        words = raw.strip()[:100]
        if may_identify(words):
            address.put_private(self.name, words)
        return words

    def write(self, value: str) -> str:
        return value.strip()[:100]

    def told(self, page: Page, value: str) -> str:
        return page._("words that may be a name") if may_identify(value) else value

    def widget(self, page: Page, value: str) -> None:
        key = page.key(self.name)
        _keep(key, value)
        st.text_input(
            self.label, key=key, placeholder=self.placeholder, width=_wide(page, self.width),
            on_change=_write, args=(self, key),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    name: str
    label: str
    help: str | None = None

    def read(self, raw: str) -> bool:
        if raw not in ("", "1"):
            raise ValueError(raw)
        return raw == "1"

    def write(self, value: bool) -> str:
        return "1" if value else ""

    def told(self, page: Page, value: bool) -> str:
        return page._("yes") if value else ""

    def widget(self, page: Page, value: bool) -> None:
        key = page.key(self.name)
        _keep(key, value)
        st.toggle(self.label, key=key, help=self.help, on_change=_write, args=(self, key))


@dataclass(frozen=True, slots=True)
class Day:
    """One day, `default` while none is chosen. Two of them make a span; Streamlit's own range shows English
    texts when empty."""

    name: str
    label: str
    default: date | None = None
    earliest: date = EARLIEST
    latest: date = LATEST
    width: int = 176

    def read(self, raw: str) -> date | None:
        if not raw:
            return self.default
        day = date.fromisoformat(raw)
        if not self.earliest <= day <= self.latest:
            raise ValueError(raw)
        return day

    def write(self, value: date | None) -> str:
        return value.isoformat() if value else ""

    def told(self, page: Page, value: date | None) -> str:
        return formats.day(value, page.language) if value else ""

    def widget(self, page: Page, value: date | None) -> None:
        key = page.key(self.name)
        _keep(key, value)
        st.date_input(
            self.label, value=None, key=key, min_value=self.earliest, max_value=self.latest,
            format="YYYY-MM-DD", width=_wide(page, self.width), on_change=_write, args=(self, key),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 1 to `most`, 1 while none is chosen: a field to type into, however many there are."""

    name: str
    label: str
    most: int
    width: int = 130

    def read(self, raw: str) -> int:
        number = int(raw) if raw else 1
        if not 1 <= number <= self.most:
            raise ValueError(raw)
        return number

    def write(self, value: int) -> str:
        return str(value) if value != 1 else ""

    def told(self, page: Page, value: int) -> str:
        return ""

    def widget(self, page: Page, value: int) -> None:
        key = page.key(self.name)
        _keep(key, value)
        st.number_input(
            self.label, 1, self.most, step=1, key=key, width=_wide(page, self.width), on_change=_write,
            args=(self, key),
        )  # fmt: skip


def _write(declared: Filter, key: str) -> None:
    raw = declared.write(st.session_state[key])
    if isinstance(declared, Words) and may_identify(raw):
        address.put_private(declared.name, raw)
    else:
        address.put(declared.name, raw)
