"""The demonstration: invented ledgers, loaded through the intake into a store that was never used."""

from pathlib import Path

from data.demo.proofs import papers
from data.errors import BoardError
from data.store import Commit, Store, demonstration, never_used
from data.store import remove_demonstration as remove_rows
from data.store.commits import DEMONSTRATION
from services.clock import Clock
from services.identity import THE_BOARD
from services.intake.stage import confirm, stage
from services.proofs import keep_proof
from services.rights import Action, Person, require

__all__ = ["demonstration", "load_demonstration", "remove_demonstration"]

WORKBOOKS = Path(__file__).parent.parent / "data" / "demo"


def load_demonstration(store: Store, clock: Clock) -> int | None:
    """Load the demonstration workbooks; the commit's number, or None when the store was used before.

    Raises BoardError with the first fault when the workbooks don't pass the intake: they must.
    """
    if not never_used(store):
        return None
    files = [(path.name, path.read_bytes()) for path in sorted(WORKBOOKS.glob("*.xlsx"))]
    staged = stage(store, THE_BOARD, files, clock=clock)
    if staged.has_bad or staged.refusals:
        raise BoardError(f"the demonstration workbooks have faults: {staged.errors().head(3).rows()} {staged.refusals}")
    kept = [keep_proof(store, THE_BOARD, name, content) for name, content in papers().items()]
    return confirm(
        store, THE_BOARD, staged.id, clock=clock, answered=True, reason="演示数据", kind=DEMONSTRATION, files=kept
    )


def remove_demonstration(store: Store, person: Person) -> Commit:
    """Withdraw every demonstration row. NotAllowed unless the person administers. (The first real batch does it too,
    whoever hands that in: real and invented rows never stand side by side.)"""
    require(person, Action.ADMINISTER)
    return remove_rows(store, person.actor)
