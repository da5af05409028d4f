"""Who took out what names persons: a line of the access log for each file, written when it is made and not before."""

from data.store import Store, log_access
from services.access.rights import Person


def note_taken(
    store: Store, person: Person, ledger: str, form: str, *, rows: int | None = None, **more: object
) -> None:
    """Note that a file of that form (".xlsx", "file" for one kept as it came …), about that ledger, leaves with `rows`
    unmasked rows; `more` is whatever else is worth knowing, but never what may itself be somebody's name."""
    detail = {"ledger": ledger, "rows": rows, "form": form, **more}
    log_access(store, "exported_unmasked", person.code, detail=detail)
