"""Declarations a bureau may override: TOML files here, and of the same name under BOARD_DATA/registry/.

An own file replaces what it names of the shipped entries of the same code and adds others. `sectors.toml` holds always,
`sectors.2026-12-01.toml` from that day on, over the earlier ones. Every entry is checked when it is loaded, and a fault
names the file and the key.
"""

import os
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.clock import today
from data.errors import BoardError
from data.texts import Text

SHIPPED = Path(__file__).parent
Tables = dict[str, Any]
_proposed: ContextVar[tuple[str, Mapping[str, Any]] | None] = ContextVar("proposed", default=None)
_seen: ContextVar["tuple[_File, ...] | None"] = ContextVar("seen", default=None)


class RegistryError(BoardError):
    """A registry file that can't be used; the message names file, entry and key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One registry entry: its code, its texts, and whatever else the file says of it."""

    code: str
    label: Text
    aliases: tuple[str, ...]
    definition: Text | None
    more: dict[str, Any]


def text_of(value: Any, where: str) -> Text:
    """The two-language text in a TOML table {zh = …, en = …}."""
    if not isinstance(value, dict) or not value.get("zh") or not value.get("en"):
        raise RegistryError(f"{where}: needs zh and en")
    return Text(value["zh"], value["en"])


def data_folder() -> Path:
    """The folder for database, files and overrides: BOARD_DATA, else var/ beside the application."""
    return Path(os.environ.get("BOARD_DATA") or SHIPPED.parent.parent / "var")


def own_folder() -> Path:
    """Where the bureau's own registry files lie."""
    return data_folder() / "registry"


@dataclass(frozen=True, slots=True)
class _File:
    """One of the bureau's own files as it was found; the stamp tells one content from another."""

    path: Path
    stamp: Hashable
    content: bytes = field(compare=False, repr=False)


def own_files(name: str) -> list[tuple[date, Path]]:
    """The bureau's own files of a registry, oldest first, each with the day from which it holds (date.min: always)."""
    return [(since, file.path) for since, file in _own_of(name)]


def _own_of(name: str) -> list[tuple[date, _File]]:
    found = [(_since(file.path.name, name), file) for file in _own() if file.path.name.startswith(f"{name}.")]
    return sorted(found, key=lambda each: (each[0], each[1].path))


def _own() -> tuple[_File, ...]:
    """The bureau's own files as `settled` saw them, else as they lie there now."""
    seen = _seen.get()
    return _look() if seen is None else seen


def _look() -> tuple[_File, ...]:
    try:
        with os.scandir(own_folder()) as found:
            return tuple(file for each in found if each.name.endswith(".toml") and (file := _file(each)))
    except FileNotFoundError:
        return ()


def _file(found: os.DirEntry[str]) -> _File | None:
    """A file with its content; None where it was taken away this moment."""
    try:
        stamp, path = found.stat(), Path(found.path)
        stamped = stamp.st_mtime_ns, stamp.st_size, stamp.st_ino
        return _File(path, stamped, _content(path, stamped))
    except FileNotFoundError:
        return None


@lru_cache(maxsize=128)
def _content(path: Path, stamp: Hashable) -> bytes:
    return path.read_bytes()


@contextmanager
def settled() -> Iterator[None]:
    """Within it the bureau's own files are those that lie there as it begins, whatever becomes of them meanwhile: the
    folder is looked at once, and everything that is read rests on the same settings."""
    before = _seen.set(_own())
    try:
        yield
    finally:
        _seen.reset(before)


def _since(file: str, name: str) -> date:
    day = file.removeprefix(f"{name}.").removesuffix("toml").removesuffix(".")
    try:
        return date.fromisoformat(day) if day else date.min
    except ValueError as error:
        raise RegistryError(f"{file}: call it {name}.toml or {name}.2026-12-01.toml") from error


def read(name: str, day: date | None = None) -> Tables:
    """The registry as plain tables as it holds on a day, today by default: shipped, overlaid with the bureau's own."""
    day = day or today()
    tables = _read(name, tuple(file for since, file in _own_of(name) if since <= day))
    proposed = _proposed.get()
    return overlaid(tables, proposed[1]) if proposed and proposed[0] == name else tables


def shipped(name: str) -> Tables:
    """The registry as it comes with the board."""
    return _read(name, ())


@contextmanager
def proposing(name: str, tables: Mapping[str, Any]) -> Iterator[None]:
    """Within it `read(name)` answers as if these tables held too: so the loaders judge what is not written yet."""
    before = _proposed.set((name, tables))
    try:
        yield
    finally:
        _proposed.reset(before)


def is_proposed(name: str) -> bool:
    """Whether `read(name)` answers here and now as it does nowhere else: what follows from it must not be kept."""
    proposed = _proposed.get()
    return proposed is not None and proposed[0] == name


def own_state() -> Hashable:
    """Another value whenever other files of the bureau's own may be in force: part of the key of whatever is kept."""
    return today(), frozenset((file.path, file.stamp) for file in _own())


@lru_cache(maxsize=128)
def _read(name: str, own: tuple[_File, ...]) -> Tables:
    tables = _toml(SHIPPED / f"{name}.toml")
    for file in own:
        tables = overlaid(tables, _parsed(file.path.name, file.content))
    return tables


def overlaid(tables: Mapping[str, Any], own: Mapping[str, Any]) -> Tables:
    """Tables with what others say put over them, key by key of each entry."""
    changed = {code: {**tables.get(code, {}), **new} if isinstance(new, dict) else new for code, new in own.items()}
    return {**tables, **changed}


def _toml(path: Path) -> Tables:
    try:
        return _parsed(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise RegistryError(f"{path.name}: no such registry file") from error


def _parsed(name: str, content: bytes) -> Tables:
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{name}: {error}") from error


def entries(name: str) -> tuple[Entry, ...]:
    """All entries of a registry file in which each table is one entry with at least a `label`."""
    return tuple(_entry(name, code, table) for code, table in read(name).items())


def _entry(name: str, code: str, table: Any) -> Entry:
    where = f"{name}.toml [{code}]"
    if not isinstance(table, dict):
        raise RegistryError(f"{where}: is no table")
    more = {key: value for key, value in table.items() if key not in ("label", "aliases", "definition")}
    definition = table.get("definition")
    return Entry(
        code,
        text_of(table.get("label"), f"{where} label"),
        tuple(table.get("aliases", ())),
        text_of(definition, f"{where} definition") if definition else None,
        more,
    )
