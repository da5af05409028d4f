"""What all staged workbooks say of themselves, whoever reads them: whose rows they hold."""

from collections.abc import Mapping
from typing import Any

from data.store import Store, commits, load_staged
from data.store.errors import StoreError

# A row that does not say whose it is.
UNKNOWN = "?"
# The kind of the staged uploads that are workbooks of ledgers; the intake alone reads the rest of their state.
WORKBOOKS = "ledgers"


def offices_of(state: Mapping[str, Any]) -> tuple[str, ...]:
    """The units of all rows of an upload; what was staged before the board noted units is open to those who may see
    all."""
    return tuple(state.get("offices", (UNKNOWN,)))


def offices_of_batch(store: Store, number: int) -> tuple[str, ...] | None:
    """The units of all rows in the upload that became a commit; None where it is not known."""
    made = commits(store, number=number)
    batch = made["batch"][0] if made.height else None
    try:
        return offices_of(load_staged(store, WORKBOOKS, batch).state) if batch else None
    except StoreError:
        return None
