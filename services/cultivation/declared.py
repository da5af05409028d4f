"""Registry entries read strictly: a key nobody knows, or of the wrong kind, is named with its file and entry."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from data.registry import Entry, RegistryError, is_proposed, read, text_of
from data.texts import Text

# The name of a key, the type it must have, and what stands where it is not given (MISSING: it must be given).
Keys = Mapping[str, tuple[type, Any]]
MISSING = object()
Loaded = TypeVar("Loaded")


def remembered(*files: str) -> Callable[[Callable[[], Loaded]], Callable[[], Loaded]]:
    """Loads again only when one of the registry files it rests on has other content than the last time: pages ask for
    the same declarations hundreds of times. What it answers is read-only."""

    def remember(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
        # Tables and what they made, put and looked at in one go: other threads put theirs in between.
        last: tuple[tuple[dict[str, Any], ...], Loaded] | None = None

        @wraps(load)
        def answer() -> Loaded:
            nonlocal last
            # What somebody only proposes is judged and forgotten: it is no other thread's to see.
            if any(map(is_proposed, files)):
                return load()
            # As long as nothing has changed, `read` answers with the very same tables.
            tables, kept = tuple(read(file) for file in files), last
            if kept and all(now is before for now, before in zip(tables, kept[0], strict=True)):
                return kept[1]
            loaded = load()
            last = (tables, loaded)
            return loaded

        return answer

    return remember


def more_of(file: str, entry: Entry, keys: Keys) -> dict[str, Any]:
    """What an entry says beside its texts: every key of `keys`. Raises RegistryError."""
    where = f"{file}.toml [{entry.code}]"
    return typed(where, {key: value for key, value in entry.more.items() if key != "source"}, keys)


def typed(where: str, table: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """The keys of a table with their defaults; RegistryError for an unknown, missing or ill-typed one."""
    unknown = sorted(set(table) - set(keys))
    if unknown:
        named, known = ", ".join(unknown), ", ".join(keys)
        raise RegistryError(where, Text(f"不认识的键 {named}；可用：{known}", f"unknown key {named}; known: {known}"))
    for key, (kind, default) in keys.items():
        if key not in table and default is MISSING:
            raise RegistryError(where, Text(f"缺少 {key}", f"needs {key}"))
        if key in table and (not isinstance(table[key], kind) or (isinstance(table[key], bool) and kind is not bool)):
            given = repr(table[key])
            raise RegistryError(
                f"{where} {key}", Text(f"{given} 的类型不对，应为 {kind.__name__}", f"{given} is no {kind.__name__}")
            )
    return {key: table.get(key, default) for key, (_, default) in keys.items()}


def definition_of(file: str, entry: Entry) -> Text:
    """The definition an entry must have."""
    if entry.definition is None:
        raise RegistryError(f"{file}.toml [{entry.code}]", Text("缺少 definition", "needs a definition"))
    return entry.definition


def source_of(file: str, entry: Entry) -> Text:
    """The source an entry must name."""
    return text_of(entry.more.get("source"), f"{file}.toml [{entry.code}] source")


def known_codes(where: str, codes: list[str], allowed: Mapping[str, Any] | tuple[str, ...]) -> tuple[str, ...]:
    """The codes, each of which must be one of those allowed."""
    wrong = [code for code in codes if code not in allowed]
    if wrong:
        given, known = ", ".join(map(str, wrong)), ", ".join(allowed)
        raise RegistryError(where, Text(f"{given} 应为 {known} 之一", f"{given} is none of {known}"))
    return tuple(codes)
