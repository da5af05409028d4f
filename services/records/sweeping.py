"""Once a day and at the start, what was begun and never finished is taken away: how long it is kept stands here."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from data.store import Keeping, Store, Swept, sweep
from data.store.engine import utc_now
from data.store.errors import StoreError
from services.records.jobs import Worker

KEPT = Keeping(uploads=timedelta(days=30), drafts=timedelta(days=180), files=timedelta(days=7), parts=timedelta(days=1))
A_DAY = timedelta(days=1).total_seconds()

log = logging.getLogger(__name__)


def tidy(store: Store, now: Callable[[], datetime] = utc_now) -> Swept | None:
    """Sweep by the earlier of the machine's clock and the board's: where BOARD_TODAY fixes a day, nothing may look
    older than it is. None where the store can't be written just now; the next day will do."""
    try:
        swept = sweep(store, min(now(), store.now()), KEPT)
    except (StoreError, OSError) as error:
        log.warning("what was left unfinished was not swept: %s", error)
        return None
    log.info("swept %s", swept)
    return swept


async def every_day(store: Callable[[], Store], worker: Worker, seconds: float = A_DAY) -> None:
    """Tidy the store and the jobs that ended, now and then daily, until it is cancelled."""
    while True:
        await run_in_threadpool(tidy, store())
        worker.tidy()
        await asyncio.sleep(seconds)
