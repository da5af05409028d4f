"""A store of the release before keeps its drafts, attempts and access log, its history and its units."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command

from data.store import (
    Limits,
    Store,
    count_attempt,
    differences,
    drafts_on,
    history,
    live_sessions,
    migrate,
    open_store,
    read_access,
    read_rollup,
    touched,
)
from data.store.migrate import DATA, NOTES

LIMITS = Limits(timedelta(hours=1), timedelta(hours=12))
NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)
NUMBERS = count(1)
# As release 0005 wrote them: a unit, a person, a market that changed hands twice, and who is at work.
OLDER = """
INSERT INTO commits (number, at, actor, how, kind, reason) VALUES
 (1, '2026-11-01 00:00:00', 'system', 'system', 'seed', '初始单位'),
 (2, '2026-11-02 00:00:00', 'A', 'signed-in', 'command', '一'),
 (3, '2026-11-03 00:00:00', 'A', 'signed-in', 'command', '二');
INSERT INTO commit_ledgers (ledger, "commit", added, changed, withdrawn) VALUES
 ('offices', 1, 2, 0, 0), ('people', 1, 1, 0, 0), ('markets', 2, 1, 0, 0), ('markets', 3, 0, 1, 0);
INSERT INTO offices (id, district, version, since, code, name) VALUES
 (1, '120111', 1, 1, 'IP', '甲'), (2, '120111', 1, 1, 'ZD', '乙');
INSERT INTO people (id, district, version, since, code, name, office, active, role) VALUES
 (1, '120111', 1, 1, 'A', '示例甲', 1, true, 'officer');
INSERT INTO markets (id, district, version, since, code, name, office) VALUES (7, '120111', 2, 3, 'SC1', '新名', 2);
INSERT INTO history (ledger, "row", version, since, ended, content) VALUES ('markets', 7, 1, 2, 3,
 '{"id": 7, "version": 1, "since": 2, "withdrawn": null, "code": "SC1", "name": "旧名", "office": 1}');
INSERT INTO sessions (token, code, role, started, seen, address) VALUES
 ('t', 'A', 'officer', '2026-11-28 01:30:00', '2026-11-28 01:50:00', '10.0.0.7');
INSERT INTO drafts (district, actor, subject, updated, state) VALUES
 ('120111', 'A', 'form/1', '2026-11-28 01:00:00', '{"x": "一"}');
INSERT INTO failures (key, count, last) VALUES ('account:1', 3, '2026-11-28 01:59:00');
INSERT INTO access_log (id, at, kind, code, address, detail) VALUES
 (41, '2026-11-28 01:30:00', 'signed_in', 'A', '10.0.0.7', '{}'), (42, '2026-11-28 01:40:00', 'refused', '', '', '{}');
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store as the release before this one left it."""
    url = f"sqlite:///{tmp_path / 'board.db'}"
    if request.param == "postgresql":
        server, name = request.getfixturevalue("postgresql"), f"older_{next(NUMBERS)}"
        with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        url = server.format(name)
    store = open_store(url, tmp_path)
    with store.data.upgrading() as connection:
        command.upgrade(DATA.config(store, connection), "0005")
        for statement in OLDER.strip().split(";\n"):
            connection.execute(sa.text(statement.rstrip(";").replace(":", r"\:")))
    yield store
    store.close()


def test_nobody_notices_the_move(older: Store) -> None:
    migrate(older)
    assert differences(older) == []
    # What it would rest on is not known of a session that began before that was noted.
    assert live_sessions(older, NOW, LIMITS, tokens=["t"]) == []
    [draft] = drafts_on(older, "form/1")
    assert (draft.actor, draft.state) == ("A", {"x": "一"})
    assert read_access(older)["kind"].to_list() == ["refused", "signed_in"]
    known: list[int] = []

    def wait(failures) -> float:
        known.extend(n for n, _ in failures.values())
        return 1.0

    count_attempt(older, ["account:1"], NOW, NOW - timedelta(hours=1), wait)
    assert known == [3]


def test_history_knows_its_district_and_commits_their_units(older: Store) -> None:
    migrate(older)
    assert history(older, "markets", 7)["name"].to_list() == ["旧名", "新名"]
    assert touched(older, 1) == {"offices": {None}, "people": {"IP"}}
    assert touched(older, 2) == {"markets": {"IP"}}
    assert touched(older, 3) == {"markets": {"IP", "ZD"}}


def test_a_power_cut_between_the_two_files_loses_and_doubles_nothing(older: Store) -> None:
    """The notes are copied in a transaction that ends first: with the data still as they were, it begins anew."""
    with pytest.raises(RuntimeError):
        cut_short(older)
    for _ in range(2):
        migrate(older)
        assert read_access(older).height == 2
        assert len(drafts_on(older, "form/1")) == 1


def cut_short(store: Store) -> None:
    if store.notes.engine is not store.engine:
        with store.notes.upgrading() as notes:
            command.upgrade(NOTES.config(store, notes), "head")
    with store.data.upgrading() as data:
        command.upgrade(DATA.config(store, data), "head")
        raise RuntimeError("the power is cut")


def test_a_rollup_that_a_ledger_got_later_counts_the_rows_from_before(older: Store) -> None:
    """It began empty, and the first correction of such a row counted it away: n = -1."""
    with older.data.upgrading() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO inspections (id, district, version, since, number, inspected_on, office) "
                "VALUES (3, '120111', 1, 2, 'JC1', '2026-11-02', 2)"
            )
        )
    migrate(older)
    found = read_rollup(older, "inspection_objects").select("event", "objects", "channel", "office", "n")
    assert found.rows() == [("inspected", "", "", "ZD", 1)]
