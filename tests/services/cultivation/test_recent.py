"""The commits that last wrote about one market."""

from data.store import Store, last_commit, undo
from services.cultivation.recent import recent
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
