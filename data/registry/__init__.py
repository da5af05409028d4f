"""Declarations a bureau may override: TOML files here, and of the same name under BOARD_DATA/registry/.

An override file replaces the shipped entries of the same code and adds others; every entry is checked
when it is loaded, and a fault names the file and the key.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.errors import BoardError
from data.texts import Text

SHIPPED = Path(__file__).parent


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


def read(name: str) -> dict[str, Any]:
    """The registry file as plain tables: shipped, overlaid with the bureau's own."""
    own = data_folder() / "registry" / f"{name}.toml"
    return _read(name, own, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=64)
def _read(name: str, own: Path, changed: int) -> dict[str, Any]:
    tables = _toml(SHIPPED / f"{name}.toml")
    if changed:
        for code, table in _toml(own).items():
            tables[code] = {**tables.get(code, {}), **table} if isinstance(table, dict) else table
    return tables


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RegistryError(f"{path.name}: no such registry file") from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{path.name}: {error}") from error


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
