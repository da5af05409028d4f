"""What was last written about one market, so that the last change can be looked at and undone."""

from data.store import Store, commits_about
from services.cultivation.records import LEDGERS, STEPS


def recent(store: Store, market: str, limit: int = 8) -> list[int]:
    """The numbers of the newest commits that wrote rows of the market's own ledgers as they now stand, withdrawn
    ones too, the newest first."""
    return commits_about(store, (*LEDGERS, *STEPS), "market", market, limit)
