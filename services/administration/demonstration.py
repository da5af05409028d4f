"""The demonstration: invented ledgers and boundaries, taken in as any others into a store that was never used."""

from data.demo import FOLDER
from data.demo.proofs import papers
from data.demo.review import AFTER_PLOTS, BEFORE_PLOTS
from data.errors import BoardError
from data.store import Commit, Store, all_or_nothing, demonstration, never_used
from data.store import remove_demonstration as remove_rows
from data.store.commits import DEMONSTRATION
from data.texts import Text
from services.access.identity import THE_BOARD
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.indication.demonstrated import attach_proofs, review
from services.intake.confirm import confirm
from services.intake.stage import stage
from services.records.proofs import keep_proof

__all__ = ["demonstration", "load_demonstration", "remove_demonstration"]


def load_demonstration(store: Store, clock: Clock) -> int | None:
    """Load the demonstration; the number of the workbooks' commit, or None when the store was used before.

    It is loaded wholly or not at all: where this is broken off, the next start begins anew. Raises BoardError with the
    first fault when the workbooks don't pass the intake: they must.
    """
    if not never_used(store):
        return None
    with all_or_nothing(store):
        # Another process may have been quicker while this one waited to write.
        if not never_used(store):
            return None
        # The first boundaries were decided on before there were plots to hold them against.
        review(store, BEFORE_PLOTS)
        number = _take_in(store, clock)
        review(store, AFTER_PLOTS)
        attach_proofs(store)
        return number


def _take_in(store: Store, clock: Clock) -> int:
    files = [(path.name, path.read_bytes()) for path in sorted(FOLDER.glob("*.xlsx"))]
    staged = stage(store, THE_BOARD, files, clock=clock)
    if staged.has_bad or staged.refusals:
        faults = f"{staged.errors().head(3).rows()} {staged.refusals}"
        raise BoardError(Text(f"演示工作簿有误：{faults}", f"the demonstration workbooks have faults: {faults}"))
    kept = [keep_proof(store, THE_BOARD, name, content) for name, content in papers().items()]
    return confirm(
        store, THE_BOARD, staged.id, clock=clock, answered=True, reason="演示数据", kind=DEMONSTRATION, files=kept
    )


def remove_demonstration(store: Store, person: Person) -> Commit:
    """Withdraw every demonstration row. NotAllowed unless the person administers. (The first real batch does it too,
    whoever hands that in: real and invented rows never stand side by side.)"""
    require(person, Action.ADMINISTER)
    return remove_rows(store, person.actor)
