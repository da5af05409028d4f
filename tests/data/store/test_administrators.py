"""The last active administrator stays one, whichever way the change comes."""

import pytest

from data.store import SYSTEM, Change, Store, commit, count_rows, last_commit, read_rows, undo
from data.store.administrators import LastAdministrator


def person(code: str, **values: object) -> Change:
    return Change(
        "people", {"code": code, "name": "示例", "office": "IP", "active": True, "role": "administrator"} | values
    )


def changed(store: Store, code: str, withdraw: str | None = None, **values: object) -> Change:
    row = read_rows(store, "people", where={"code": code}).row(0, named=True)
    return Change("people", values, id=row["id"], version=row["version"], withdraw=withdraw)


@pytest.mark.both_databases
def test_the_last_one_is_neither_disabled_demoted_nor_withdrawn(store: Store) -> None:
    commit(store, SYSTEM, "一", [person("GL1"), person("GL2", active=False), person("GL3", role="manager")])
    before = last_commit(store)
    for change in (
        changed(store, "GL1", active=False),
        changed(store, "GL1", role="viewer"),
        changed(store, "GL1", role=None),
        changed(store, "GL1", withdraw="调离"),
    ):
        with pytest.raises(LastAdministrator):
            commit(store, SYSTEM, "二", [change])
    with pytest.raises(LastAdministrator):
        undo(store, SYSTEM, before)
    assert last_commit(store) == before
    commit(store, SYSTEM, "三", [changed(store, "GL3", role="administrator"), changed(store, "GL1", role="viewer")])
    assert count_rows(store, "people", where={"role": "administrator", "active": True}) == 1


def test_a_store_without_administrators_may_have_none(store: Store) -> None:
    commit(store, SYSTEM, "一", [person("GL1", role="viewer")])
    commit(store, SYSTEM, "二", [changed(store, "GL1", active=False)])
