"""Declarations a bureau may override: TOML files here, and of the same name under BOARD_DATA/registry/.

An own file replaces what it names of the shipped entries of the same code and adds others. `sectors.toml` holds always,
`sectors.2026-12-01.toml` from that day on, over the earlier ones. Every entry is checked when it is loaded, and a fault
names the file and the key. An own file with a fault is not in force: what is shipped, and the bureau's other files,
go on (`judging.py`), and `faults` says which file, where and why.
"""

import os
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from data.clock import today
from data.registry.judging import RegistryError, told, unreadable
from data.registry.shaped import FOLDERS, SHAPES, check_codes, shaped
from data.registry.shapes import Entry, Shape
from data.texts import Text

SHIPPED = Path(__file__).parent
Tables = dict[str, Any]
_proposed: ContextVar[tuple[str, Mapping[str, Any]] | None] = ContextVar("proposed", default=None)
_judged: ContextVar[Mapping[str, Tables]] = ContextVar("judged", default=MappingProxyType({}))
_checks: dict[str, list[Callable[[], object]]] = {}
_seen: ContextVar["tuple[_File, ...] | None"] = ContextVar("seen", default=None)


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
    """The bureau's own files of a registry, oldest first, each with the day from which it holds (date.min: always);
    those with a fault too."""
    return [(since, file.path) for since, file in _own_of(name)]


def _own_of(name: str) -> list[tuple[date, _File]]:
    """A file whose name says no day is none of them; `faults` names it."""
    found = [(since_of(file.path.name), file) for file in _own() if file.path.name.partition(".")[0] == name]
    dated = [(since, file) for since, file in found if since is not None]
    return sorted(dated, key=lambda each: (each[0], each[1].path))


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


def since_of(file: str) -> date | None:
    """From which day a file of this name holds: sectors.toml always (date.min); None where it says no day."""
    day = file.partition(".")[2].removesuffix("toml").removesuffix(".")
    try:
        return date.fromisoformat(day) if day else date.min
    except ValueError:
        return None


def read(name: str, day: date | None = None) -> Tables:
    """The registry as plain tables as it holds on a day, today by default: shipped, overlaid with the bureau's own."""
    day = day or today()
    judged = _judged.get().get(name)
    tables = _in_force(name, day)[0] if judged is None else judged
    proposed = _proposed.get()
    return overlaid(tables, proposed[1]) if proposed and proposed[0] == name else tables


def shipped(name: str) -> Tables:
    """The registry as it comes with the board; of a folder each file is an entry, by its name."""
    if name in FOLDERS:
        return _folder(SHIPPED / name)
    return _toml(SHIPPED / f"{name}.toml")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one of the bureau's own files is not in force: its name, and what is wrong with it, with line and key."""

    file: str
    text: Text


# What holds of a registry, and what is wrong with the files that don't.
Settled = tuple[Tables, tuple[Fault, ...]]


def judged_by(name: str, check: Callable[[], object]) -> None:
    """Have a loader judge each own file of a registry before it comes into force; it raises RegistryError."""
    _checks.setdefault(name, []).append(check)


def faults() -> tuple[Fault, ...]:
    """The bureau's own files that are not in force, whatever day they are for, each with the reason."""
    found = [fault for name in SHAPES for fault in _in_force(name, date.max)[1]]
    for file in _own():
        name = file.path.name.partition(".")[0]
        if name not in SHAPES:
            why = Text(f"没有名为 {name} 的登记表", f"there is no registry called {name}")
        elif since_of(file.path.name) is None:
            known = f"{name}.toml, {name}.2026-12-01.toml"
            why = Text(f"文件名应为 {name}.toml 或 {name}.2026-12-01.toml", f"call it one of {known}")
        else:
            continue
        found.append(Fault(file.path.name, why))
    return tuple(found)


def _in_force(name: str, day: date) -> Settled:
    files = tuple(file for since, file in _own_of(name) if since <= day)
    if not files:
        return shipped(name), ()
    # While another registry is judged, what follows is of that moment and must not be kept.
    judge = _settle.__wrapped__ if _judged.get() else _settle
    return judge(name, files, _own(), len(_checks.get(name, ())))


@lru_cache(maxsize=128)
def _settle(name: str, files: tuple[_File, ...], _all: tuple[_File, ...], _known: int) -> Settled:
    """The shipped tables with every own file over them that is fit, and what is wrong with the others."""
    tables, found = shipped(name), []
    for file in files:
        try:
            tables = _fit(name, tables, file)
        except (
            RegistryError,
            TypeError,
            ValueError,
            ArithmeticError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as error:
            found.append(Fault(file.path.name, told(error, file.content)))
    return tables, tuple(found)


def _fit(name: str, tables: Tables, file: _File) -> Tables:
    """The tables with a file over them. Raises RegistryError, and what a loader comes to with values it can't use."""
    own = _parsed(file.path.name, file.content)
    check_codes(name, shipped(name), own)
    candidate = overlaid(tables, own)
    shaped(name, candidate)
    before = _judged.set({**_judged.get(), name: candidate})
    try:
        for check in _checks.get(name, ()):
            check()
    finally:
        _judged.reset(before)
    return candidate


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
    return name in _judged.get() or (proposed is not None and proposed[0] == name)


def own_state() -> Hashable:
    """Another value whenever other files of the bureau's own may be in force: part of the key of whatever is kept."""
    return today(), frozenset((file.path, file.stamp) for file in _own())


def overlaid(tables: Mapping[str, Any], own: Mapping[str, Any]) -> Tables:
    """Tables with what others say put over them, key by key of each entry."""
    changed = {code: {**tables.get(code, {}), **new} if isinstance(new, dict) else new for code, new in own.items()}
    return {**tables, **changed}


@lru_cache(maxsize=8)
def _folder(folder: Path) -> Tables:
    return {path.stem: _toml(path) for path in sorted(folder.glob("*.toml"))}


@lru_cache(maxsize=64)
def _toml(path: Path) -> Tables:
    try:
        return _parsed(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise RegistryError(path.name, Text("没有这个登记文件", "no such registry file")) from error


def _parsed(name: str, content: bytes) -> Tables:
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise RegistryError(name, Text("不是 UTF-8 编码", "is not written in UTF-8")) from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(name, unreadable(str(error))) from error
    except RecursionError as error:
        raise RegistryError(name, Text("嵌套过深", "is nested too deeply")) from error


def entries(name: str, shape: type[Shape] = Entry, day: date | None = None) -> tuple[Shape, ...]:
    """All tables of a registry file as it holds on a day, today by default; `shape` says to the reader what SHAPES
    has for that file. Raises RegistryError."""
    return cast(tuple[Shape, ...], shaped(name, read(name, day)))
