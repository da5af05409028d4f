"""What all staged workbooks say of themselves, whoever reads them: whose rows they hold."""

from data.store import Store, commits, load_staged
from data.store.errors import StoreError

# A row that does not say whose it is, or an upload that was staged before the board noted units: open to those who may
# see all.
UNKNOWN = "?"
# The kind of the staged uploads that are workbooks of ledgers; the intake alone reads the rest of their state.
WORKBOOKS = "ledgers"


def offices_of_batch(store: Store, number: int) -> tuple[str, ...] | None:
    """The units of all rows in the upload that became a commit; None where it is not known."""
    made = commits(store, number=number)
    batch = made["batch"][0] if made.height else None
    try:
        return tuple(load_staged(store, WORKBOOKS, batch).state.get("offices", (UNKNOWN,))) if batch else None
    except StoreError:
        return None
