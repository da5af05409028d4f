"""What registries are loaded into is remembered for all, and what somebody only proposes for nobody."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from data.registry import proposing, read
from data.registry.remembered import remembered

PROPOSED = {"proposed": {"label": {"zh": "拟", "en": "proposed"}}}


def test_a_proposal_is_kept_by_nobody() -> None:
    loads: list[int] = []

    @remembered("sectors")
    def codes() -> frozenset[str]:
        loads.append(1)
        return frozenset(read("sectors"))

    before = codes()
    with proposing("sectors", PROPOSED):
        assert codes() == before | {"proposed"}
    with proposing("offices", PROPOSED):
        assert codes() == before
    assert codes() is before
    assert len(loads) == 2, "once for all, and once for the proposal"


@contextmanager
def often_switched() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_others_never_see_what_somebody_tries_out() -> None:
    @remembered("sectors")
    def codes() -> frozenset[str]:
        return frozenset(read("sectors"))

    shipped, over, seen = codes(), threading.Event(), set()

    def look() -> None:
        while not over.is_set():
            seen.add(codes())

    with often_switched():
        readers = [threading.Thread(target=look) for _ in range(3)]
        for reader in readers:
            reader.start()
        for _ in range(3000):
            with proposing("sectors", PROPOSED):
                codes()
        over.set()
        for reader in readers:
            reader.join()
    assert seen == {shipped}
