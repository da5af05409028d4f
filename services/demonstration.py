"""The demonstration: invented ledgers and boundaries, taken in as any others into a store that was never used."""

from data.demo import FOLDER
from data.demo.review import AFTER_PLOTS, BEFORE_PLOTS
from data.errors import BoardError
from data.store import SYSTEM, Store, never_used
from data.store.commits import DEMONSTRATION
from services.clock import Clock
from services.indication.demonstrated import attach_proofs, review
from services.intake.stage import confirm, stage


def load_demonstration(store: Store, clock: Clock) -> int | None:
    """Load the demonstration; the number of the workbooks' commit, or None when the store was used before.

    Raises BoardError with the first fault when the workbooks don't pass the intake: they must.
    """
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
    staged = stage(store, files, actor=SYSTEM, clock=clock)
    if staged.has_bad or staged.refusals:
        raise BoardError(f"the demonstration workbooks have faults: {staged.errors().head(3).rows()} {staged.refusals}")
    return confirm(store, staged.id, SYSTEM, clock=clock, answered=True, reason="演示数据", kind=DEMONSTRATION)
