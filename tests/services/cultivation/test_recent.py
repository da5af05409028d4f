"""The commits that last wrote about one market."""

import pytest

from data.store import Store, last_commit, undo
from services.cultivation.recent import recent
from tests.counting import rows_asked_for
from tests.services.cultivation.stored import DAY, LEADER, MARKET, put


def test_the_newest_first_and_of_this_market_alone(store: Store) -> None:
    put(store, ("markets", MARKET), ("markets", {**MARKET, "code": "SC002"}))
    assert recent(store, "SC001") == []
    training = {"office": "ZD", "held_on": DAY, "theme": "示例"}
    put(store, ("market_trainings", {**training, "market": "SC001"}))
    first = last_commit(store)
    put(store, ("market_trainings", {**training, "market": "SC002"}))
    put(store, ("self_inspections", {"market": "SC001", "office": "ZD", "channel": "offline", "checked_on": DAY}))
    assert recent(store, "SC001") == [last_commit(store), first]
    assert recent(store, "SC001", limit=1) == [last_commit(store)]
    undo(store, LEADER.actor, first)
    assert recent(store, "SC001")[0] == last_commit(store)


@pytest.mark.both_databases
def test_the_database_gives_the_commits_alone(store: Store) -> None:
    """However many rows there are about the market."""
    put(store, ("markets", MARKET))
    training = {"office": "ZD", "held_on": DAY, "theme": "示例", "market": "SC001"}
    put(store, *(("market_trainings", training) for _ in range(40)))
    first = last_commit(store)
    put(store, *(("exits", {"office": "ZD", "market": "SC001", "merchant": f"示例{n}", "exited_on": DAY,
                            "reason": "counterfeit"}) for n in range(40)))  # fmt: skip
    with rows_asked_for(store, "market_trainings", "exits") as read:
        assert recent(store, "SC001") == [last_commit(store), first]
    assert sum(read) == 2
