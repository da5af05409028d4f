"""How often somebody may try to sign in: short delays that grow, so that nobody's guessing locks an owner out.

Who tries from a browser where the account was used before is counted by that browser alone, and from an address where
it was used before by account and address alone: what others try elsewhere, however many they are, does not touch them.
Anybody else is counted by the address as well, which is that of a whole office at times, and by the account from
everywhere; but the account's delay is for those only who have failed already, so that the owner at a new desk gets in
at once. Many addresses that guess together so have FIRST attempts each in a quarter of an hour, and share the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from data.store import Failures, Store, count_attempt, familiar, forget_attempts, is_marked, note_familiar
from services.access.accounts.tokens import digest, new_token

REMEMBERED, HALF_A_YEAR = timedelta(minutes=15), timedelta(days=180)
# By kind of key: attempts without a delay, and the longest delay in seconds. Delays double from 1 s.
RULES = {"browser": (4, 60.0), "pair": (4, 60.0), "address": (20, 60.0), "account": (20, 5.0)}
# So many attempts from one address don't wait for what others do to the account.
FIRST = 2
# Whoever has one IPv6 address has the other 2^64 of its network as well (RFC 6177).
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody signs in: the client's address, and the token that the browser keeps; "" for none."""

    address: str
    browser: str = ""

    @property
    def marks(self) -> Mapping[str, str]:
        """What the store knows it by: hashes, by kind."""
        given = {"browser": self.browser, "address": network_of(self.address)}
        return {kind: digest(f"{kind}:{value}")[:32] for kind, value in given.items() if value}


def take_attempt(store: Store, code: str, place: Place, now: datetime) -> float:
    """Count one attempt before it is tried; 0, or the seconds to wait when it comes too early."""
    keys = keys_of(store, code, place, now)
    return count_attempt(store, keys, now, now - REMEMBERED, lambda known: longest_wait(known, now))


def forgive(store: Store, code: str, place: Place, now: datetime) -> None:
    """After a successful sign-in: what was tried from here is forgotten; others may go on guessing elsewhere."""
    own, *shared = keys_of(store, code, place, now)
    forget_attempts(store, [own], last_of=shared)


def remember(store: Store, code: str, place: Place, now: datetime) -> None:
    """Whose account is used from here: after a sign-in of any kind."""
    note_familiar(store, _account(code), list(place.marks.values()), now, now - HALF_A_YEAR)


def place_in_queue(store: Store, code: str, place: Place, now: datetime) -> tuple[bool, str]:
    """Whether the account was used from this browser or address before, and by what its place in a queue is counted."""
    own, *shared = keys_of(store, code, place, now)
    return (False, network_of(place.address)) if shared else (True, own)


def browser_to_keep(store: Store, place: Place) -> str:
    """The token for the browser: the one it has when anybody signed in with it, for colleagues may share a desk; else
    a new one, so that nobody can plant his own."""
    known = place.browser and is_marked(store, place.marks["browser"])
    return place.browser if known else new_token()


def keys_of(store: Store, code: str, place: Place, now: datetime) -> list[str]:
    """What an attempt is counted by: first what is the place's own, then what it shares."""
    account, marks = _account(code), place.marks
    known = familiar(store, account, list(marks.values()), now - HALF_A_YEAR)
    if marks.get("browser") in known:
        return [f"browser:{account}@{marks['browser']}"]
    pair = f"pair:{account}@{marks.get('address', '')}"
    if marks.get("address") in known:
        return [pair]
    return [pair, f"account:{account}", f"address:{marks.get('address', '')}"]


def longest_wait(known: Failures, now: datetime) -> float:
    """The seconds until the next attempt is allowed, by the attempts so far and when each last one was."""
    failed = next((n for key, (n, _) in known.items() if key.startswith("pair:")), 0)
    counted = {key: one for key, one in known.items() if not key.startswith("account:") or failed >= FIRST}
    return max([0.0, *(_delay(key, n) - (now - last).total_seconds() for key, (n, last) in counted.items())])


def network_of(address: str) -> str:
    """The address by which somebody is counted: of IPv6 the network, whatever is no address as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(IPv6Network((parsed, IPV6_NETWORK), strict=False))
    return str(parsed)


def _delay(key: str, n: int) -> float:
    free, most = RULES[key.partition(":")[0]]
    return min(2.0 ** min(n - free - 1, 32), most) if n > free else 0.0


def _account(code: str) -> str:
    """The name may be of any length and anything at all: its hash is neither."""
    return digest(code)[:32]
