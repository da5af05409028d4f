"""How often somebody may try to sign in: short delays that grow, by account and by address.

What counts most is an account from one address, so that nobody's guessing locks the account's owner out.
An account from everywhere is slowed down by seconds only, and an address is that of a whole office at times.
"""

from datetime import datetime, timedelta

from data.store import Failures, Store, count_attempt, forget_attempts
from services.accounts.tokens import digest

REMEMBERED = timedelta(minutes=15)
# By kind of key: attempts without a delay, and the longest delay in seconds. Delays double from 1 s.
RULES = {"pair": (4, 60.0), "address": (20, 60.0), "account": (20, 5.0)}


def take_attempt(store: Store, code: str, address: str, now: datetime) -> float:
    """Count one attempt before it is tried; 0, or the seconds to wait when it comes too early."""
    keys = _keys(code, address)
    return count_attempt(store, keys, now, now - REMEMBERED, lambda known: longest_wait(known, now))


def forgive(store: Store, code: str, address: str) -> None:
    """After a successful sign-in."""
    pair, account, by_address = _keys(code, address)
    forget_attempts(store, [pair, account], last_of=by_address)


def longest_wait(known: Failures, now: datetime) -> float:
    """The seconds until the next attempt is allowed, by the attempts so far and when each last one was."""
    waits = [_delay(key, n) - (now - last).total_seconds() for key, (n, last) in known.items()]
    return max(0.0, *waits) if waits else 0.0


def _delay(key: str, n: int) -> float:
    free, most = RULES[key.partition(":")[0]]
    return min(2.0 ** min(n - free - 1, 32), most) if n > free else 0.0


def _keys(code: str, address: str) -> tuple[str, str, str]:
    """The name may be of any length and anything at all: its hash is neither."""
    account = digest(code)[:32]
    return f"pair:{account}@{address}", f"account:{account}", f"address:{address}"
