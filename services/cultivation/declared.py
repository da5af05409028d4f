"""Registry entries read strictly: a key nobody knows, or of the wrong kind, is named with its file and entry."""

from collections.abc import Mapping
from typing import Any

from data.registry import Entry, RegistryError, text_of
from data.texts import Text

# The name of a key, the type it must have, and what stands where it is not given (MISSING: it must be given).
Keys = Mapping[str, tuple[type, Any]]
MISSING = object()


def more_of(file: str, entry: Entry, keys: Keys) -> dict[str, Any]:
    """What an entry says beside its texts: every key of `keys`. Raises RegistryError."""
    where = f"{file}.toml [{entry.code}]"
    return typed(where, {key: value for key, value in entry.more.items() if key != "source"}, keys)


def typed(where: str, table: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """The keys of a table with their defaults; RegistryError for an unknown, missing or ill-typed one."""
    unknown = sorted(set(table) - set(keys))
    if unknown:
        raise RegistryError(f"{where}: unknown key {', '.join(unknown)}; known: {', '.join(keys)}")
    for key, (kind, default) in keys.items():
        if key not in table and default is MISSING:
            raise RegistryError(f"{where}: needs {key}")
        if key in table and (not isinstance(table[key], kind) or (isinstance(table[key], bool) and kind is not bool)):
            raise RegistryError(f"{where} {key}: {table[key]!r} is no {kind.__name__}")
    return {key: table.get(key, default) for key, (_, default) in keys.items()}


def definition_of(file: str, entry: Entry) -> Text:
    """The definition an entry must have."""
    if entry.definition is None:
        raise RegistryError(f"{file}.toml [{entry.code}]: needs a definition")
    return entry.definition


def source_of(file: str, entry: Entry) -> Text:
    """The source an entry must name."""
    return text_of(entry.more.get("source"), f"{file}.toml [{entry.code}] source")


def known_codes(where: str, codes: list[str], allowed: Mapping[str, Any] | tuple[str, ...]) -> tuple[str, ...]:
    """The codes, each of which must be one of those allowed."""
    wrong = [code for code in codes if code not in allowed]
    if wrong:
        raise RegistryError(f"{where}: {', '.join(map(str, wrong))} is none of {', '.join(allowed)}")
    return tuple(codes)
