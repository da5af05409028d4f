"""The demonstration: invented ledgers, loaded through the intake into a store that was never used."""

from pathlib import Path

from data.errors import BoardError
from data.store import SYSTEM, Store, never_used
from data.store.commits import DEMONSTRATION
from services.clock import Clock
from services.intake.stage import confirm, stage

WORKBOOKS = Path(__file__).parent.parent / "data" / "demo"


def load_demonstration(store: Store, clock: Clock) -> int | None:
    """Load the demonstration workbooks; the commit's number, or None when the store was used before.

    Raises BoardError with the first fault when the workbooks don't pass the intake: they must.
    """
    if not never_used(store):
        return None
    files = [(path.name, path.read_bytes()) for path in sorted(WORKBOOKS.glob("*.xlsx"))]
    staged = stage(store, files, actor=SYSTEM, clock=clock)
    if staged.has_bad or staged.refusals:
        raise BoardError(f"the demonstration workbooks have faults: {staged.errors().head(3).rows()} {staged.refusals}")
    return confirm(store, staged.id, SYSTEM, clock=clock, answered=True, reason="演示数据", kind=DEMONSTRATION)
