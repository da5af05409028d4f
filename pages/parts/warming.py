"""What every visitor's first page reads, read before there is a visitor."""

from data.ledgers import ledgers
from pages.parts import cached
from services import overview, submissions
from services.batches import last_commit
from services.clock import clock
from services.cultivation.known import known
from services.demonstration import demonstration
from services.facts import handed_in, read_rollup, reported_from
from services.markets import register
from services.readable import names_of
from services.reviews import unchecked
from services.rights import MASKED


def warm_answers() -> None:
    """Ask for what the pages ask for as they open; from then on it is in the memory of `cached.answer`."""
    today = clock().today()
    as_of = cached.answer(submissions.default_as_of, today).day
    for ledger in ledgers().values():
        cached.answer(reported_from, ledger.name)
        cached.answer(handed_in, ledger.name)
        for rollup in ledger.rollups:
            cached.answer(read_rollup, rollup.name)
    cached.answer(demonstration)
    cached.answer(last_commit)
    cached.answer(register, MASKED)
    cached.answer(unchecked)
    cached.answer(names_of, "offices")
    cached.answer(overview.not_handed_in, today)
    cached.answer(overview.longest_open, as_of, overview.LINES)
    markets = cached.answer(known, as_of)
    for part in ("board", "lacking", "tasks", "totals", "signals"):
        getattr(markets, part)
