"""What every visitor's first page reads, read before there is a visitor."""

from data.ledgers import ledgers
from pages.parts.frame import cached
from services.access.rights import MASKED
from services.administration.demonstration import demonstration
from services.cultivation.market_day import known
from services.days.clock import clock
from services.markets.register import register
from services.overview import year as overview
from services.records import submissions
from services.records.batches import last_commit
from services.records.facts import handed_in, read_rollup, reported_from
from services.records.readable import names_of
from services.records.reviews import unchecked


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
