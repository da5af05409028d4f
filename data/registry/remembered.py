"""What is loaded of the registry is remembered; codes of other entries are known ones."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from data.registry import RegistryError, is_proposed, read
from data.texts import Text

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


def known_codes(where: str, codes: Iterable[str], allowed: Iterable[str]) -> None:
    """RegistryError unless each of the codes is one of those allowed."""
    allowed = tuple(allowed)
    wrong = [code for code in codes if code not in allowed]
    if wrong:
        given, known = ", ".join(map(str, wrong)), ", ".join(allowed)
        raise RegistryError(where, Text(f"{given} 应为 {known} 之一", f"{given} is none of {known}"))
