"""What somebody has begun is kept as JSON: written from a struct, read back into the same one."""

from typing import Any, TypeVar

import msgspec

from data.store.errors import OlderShape

Begun = TypeVar("Begun", bound="Kept")


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state, or a part of one, that is kept as JSON."""


def to_state(begun: Kept) -> dict[str, Any]:
    """The state as JSON can hold it."""
    return msgspec.to_builtins(begun)


def from_state(state: dict[str, Any], shape: type[Begun]) -> Begun:
    """The state as it was kept. Raises OlderShape for one that says other things, as an earlier version's does."""
    try:
        return msgspec.convert(state, shape)
    except msgspec.ValidationError as other:
        raise OlderShape from other
