"""Several at once: who reads, signs in or types waits for no commit; a reader sees one state; no file is half kept."""

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from data.store import (
    Actor,
    Change,
    Limits,
    Store,
    commit,
    count_attempt,
    drafts_on,
    get_attachment,
    history,
    keep_draft,
    last_commit,
    live_sessions,
    log_access,
    migrate,
    open_store,
    put_attachment,
    read_access,
    read_rows,
    start_session,
    touch_sessions,
    touched,
    undo,
    write_overrides,
)
from data.store.attachments import attachment_path
from data.store.commits import ACCOUNT
from data.store.errors import Busy, Conflict, Full, StoreError, Unreachable
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.slow

LIMITS = Limits(timedelta(hours=1), timedelta(hours=12))
NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
PARTY = "示例当事人"
# A process of its own that writes and does not end before it is told to.
LONG_WRITER = """
import sys
from pathlib import Path
import sqlalchemy as sa
from data.store import open_store
store = open_store(sys.argv[1], Path(sys.argv[2]))
with store.writing() as connection:
    connection.execute(sa.text("UPDATE commits SET reason = 'x' WHERE number = 0"))
    print("writes", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def people(store: Store) -> Store:
    person = {"code": "A", "name": "示例甲", "office": "IP", "active": True, "role": "officer"}
    commit(store, Actor("system", "system"), "账号", [Change("people", person)], kind=ACCOUNT)
    start_session(store, "token", "A", "officer", "10.0.0.7", NOW, LIMITS)
    return store


@contextmanager
def a_long_write(store: Store, database: str) -> Iterator[None]:
    """Another process holds the writer."""
    words = [sys.executable, "-c", LONG_WRITER, database, str(store.folder)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writes\n"
        try:
            yield
        finally:
            writer.communicate("")


def seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


@pytest.mark.both_databases
def test_nobody_is_thrown_out_by_a_long_write(people: Store, database: str) -> None:
    def everyday() -> None:
        touch_sessions(people, ["token"], NOW + timedelta(minutes=5))
        assert live_sessions(people, NOW + timedelta(minutes=6), LIMITS, tokens=["token"])[0].name == "示例甲"
        assert count_attempt(people, ["account:1"], NOW, NOW, lambda known: 0.0) == 0.0
        start_session(people, "second", "A", "officer", "10.0.0.7", NOW, LIMITS)
        log_access(people, "signed_in", "A")
        keep_draft(people, OFFICER, "form/1", {"x": "一"})
        assert read_rows(people, "people").height == 1

    with a_long_write(people, database):
        assert seconds(everyday) < 5
    seen = {one.token: one.seen for one in live_sessions(people, NOW + timedelta(minutes=6), LIMITS)}
    assert seen == {"token": NOW + timedelta(minutes=5), "second": NOW}
    assert read_access(people)["kind"].to_list() == ["signed_in"]
    assert drafts_on(people, "form/1")[0].state == {"x": "一"}


@pytest.mark.both_databases
def test_the_board_opens_while_others_write(people: Store, database: str) -> None:
    def opening() -> None:
        opened = open_store(database, people.folder)
        migrate(opened)
        write_overrides(opened)
        opened.close()

    with a_long_write(people, database):
        assert seconds(opening) < 10


@pytest.mark.both_databases
def test_readers_find_a_connection_however_many_writers_wait(people: Store) -> None:
    number = last_commit(people)
    with ThreadPoolExecutor(40) as pool:
        with people.writing():
            waiting = [pool.submit(commit, people, OFFICER, "等", [market(f"SC{n:03}")]) for n in range(30)]
            time.sleep(0.5)
            assert seconds(lambda: last_commit(people)) < 5
        done = sorted(one.result().number for one in waiting)
    assert done == list(range(number + 1, number + 31))


@pytest.mark.both_databases
def test_a_touch_neither_fails_nor_waits(people: Store) -> None:
    def touch() -> None:
        touch_sessions(people, ["token"], NOW + timedelta(minutes=5))

    with people.notes.writing():
        assert seconds(touch) < 1
    other = open_store(people.engine.url.render_as_string(hide_password=False), people.folder)
    with other.notes.writing():
        assert seconds(touch) < 1
    other.close()
    assert live_sessions(people, NOW, LIMITS)[0].seen == NOW


@pytest.mark.parametrize("pragma", ["query_only = ON", "max_page_count = 1"])
def test_a_disk_that_is_full_stops_writing_and_not_reading(people: Store, pragma: str) -> None:
    for database in (people.data, people.notes):
        with database.engine.connect() as connection:
            connection.execute(sa.text(f"PRAGMA {pragma}"))
    with pytest.raises(Full, match="disk is full"):
        log_access(people, "signed_in", "A", detail={"much": "x" * 100_000})
    with pytest.raises(Full):
        commit(people, OFFICER, "x" * 100_000, [market()])
    touch_sessions(people, ["token"], NOW + timedelta(minutes=5))
    assert live_sessions(people, NOW, LIMITS)[0].code == "A"
    assert read_rows(people, "people").height == 1


@pytest.mark.both_databases
def test_who_waits_too_long_for_the_writer_is_told_so(people: Store, database: str) -> None:
    with a_long_write(people, database), pytest.raises(Busy) as refused, people.writing(patience=0.2):
        pass
    with people.writing(), pytest.raises(Busy), people.writing(patience=0.2):
        pass
    assert "数据库正忙" in refused.value.text.zh
    assert "busy" in refused.value.text.en
    commit(people, OFFICER, "之后", [market()])


@contextmanager
def after_the_first_read_of(store: Store, table: str, do: Callable[[], object]) -> Iterator[None]:
    """Do something between two statements of a reader."""
    done: list[bool] = []

    def between(*words: Any) -> None:
        if not done and f"FROM {table}" in words[2]:
            done.append(True)
            do()

    event.listen(store.engine, "after_cursor_execute", between)
    yield
    event.remove(store.engine, "after_cursor_execute", between)
    assert done


@pytest.mark.both_databases
def test_a_reader_sees_one_state_from_first_to_last(store: Store) -> None:
    """The rows as they are and the history of those that were, while somebody changes one in between."""
    added = commit(store, OFFICER, "一", [market("SC001"), market("SC002")])
    change = Change("markets", {"name": "改"}, id=read_rows(store, "markets")["id"][0])
    with after_the_first_read_of(store, "markets", lambda: commit(store, OFFICER, "二", [change])):
        then = read_rows(store, "markets", known_at=added.number)
    assert then["code"].to_list() == ["SC001", "SC002"]


@pytest.mark.both_databases
def test_an_undo_sees_one_state_and_is_refused_where_it_moved(store: Store) -> None:
    added = commit(store, OFFICER, "一", [market("SC001")])
    change = Change("markets", {"name": "改"}, id=read_rows(store, "markets")["id"][0])
    with (
        after_the_first_read_of(store, "markets", lambda: commit(store, OFFICER, "二", [change])),
        pytest.raises(Conflict),
    ):
        undo(store, OFFICER, added.number)
    assert read_rows(store, "markets")["name"].to_list() == ["改"]


@pytest.mark.both_databases
def test_what_was_known_is_never_doubled_while_others_write(store: Store) -> None:
    added = commit(store, OFFICER, "一", [market(f"SC{n:03}") for n in range(20)])
    rows = dict(read_rows(store, "markets").select("id", "version").iter_rows())
    stop = threading.Event()

    def change() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            some = [Change("markets", {"note": f"{number}"}, id=id) for id in rows]
            commit(store, OFFICER, "改", some)

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(change)
        for _ in range(20):
            assert read_rows(store, "markets", known_at=added.number).height == 20
        stop.set()
        writer.result()


@pytest.mark.both_databases
def test_two_who_undo_at_once_undo_once(store: Store) -> None:
    added = commit(store, OFFICER, "一", [market("SC001")])
    start = threading.Barrier(4)

    def take_back() -> str:
        start.wait()
        try:
            undo(store, OFFICER, added.number)
        except StoreError:
            return "refused"
        return "undone"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(one.result() for one in [pool.submit(take_back) for _ in range(4)])
    assert outcomes == ["refused", "refused", "refused", "undone"]
    assert read_rows(store, "markets").is_empty()


def test_many_keep_the_same_file_at_once(store: Store) -> None:
    for attempt in range(40):
        content, start = f"{attempt}".encode() * 1000, threading.Barrier(4)

        def keep(content: bytes = content, start: threading.Barrier = start) -> str:
            start.wait()
            return put_attachment(store, content, "甲.pdf").sha256

        with ThreadPoolExecutor(4) as pool:
            hashes = {one.result() for one in [pool.submit(keep) for _ in range(4)]}
        assert len(hashes) == 1
        assert get_attachment(store, hashes.pop()) == content
    assert not list((store.folder / "attachments").rglob("*.part"))


def test_a_file_is_on_the_disk_before_its_name_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order that a power cut needs: the content synced, then its name put in place, then the folder synced."""
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        kind = "folder" if Path(f"/proc/self/fd/{handle}").resolve().is_dir() else "file"
        done.append(kind)
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        done.append("named")
        return real_replace(self, target)

    monkeypatch.setattr("os.fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    put_attachment(store, b"x", "甲.pdf")
    assert done[:3] == ["file", "named", "folder"]
    done.clear()
    put_attachment(store, b"x", "乙.pdf")
    assert done == ["folder"], "who finds it there may be quicker than who put it there"


def test_a_file_that_a_power_cut_left_damaged_is_kept_anew(store: Store) -> None:
    file = put_attachment(store, b"whole", "甲.pdf")
    attachment_path(store, file.sha256).write_bytes(b"")
    assert get_attachment(store, put_attachment(store, b"whole", "甲.pdf").sha256) == b"whole"


def test_no_commit_names_a_file_that_is_gone(store: Store) -> None:
    file = put_attachment(store, b"x", "甲.pdf")
    attachment_path(store, file.sha256).unlink()
    with pytest.raises(StoreError, match="no longer in the data folder"):
        commit(store, OFFICER, "一", [market()], files=[file])
    assert last_commit(store) == 1


@pytest.mark.both_databases
def test_districts_that_share_a_database_share_no_history(store: Store, database: str) -> None:
    other = open_store(database, store.folder, district="120110")
    commit(store, OFFICER, "一", [market("SC001", township="120111101")])
    row = read_rows(store, "markets").row(0, named=True)
    changed = commit(store, OFFICER, "二", [Change("markets", {"name": "改"}, id=row["id"])])
    commit(store, OFFICER, "三", [Change("markets", {"name": "再改"}, id=row["id"])])
    assert read_rows(store, "markets", known_at=changed.number)["name"].to_list() == ["改"]
    assert read_rows(other, "markets", known_at=changed.number).is_empty()
    assert history(store, "markets", row["id"]).height == 3
    assert history(other, "markets", row["id"]).is_empty()
    with pytest.raises(StoreError, match="no such row"):
        commit(other, OFFICER, "别区", [Change("markets", {"name": "越界"}, id=row["id"])])
    other.close()


def test_the_units_of_a_commit_are_known_without_its_rows(store: Store) -> None:
    """Whose rows a commit touched is asked of every batch in a list: no row and no history is read for it."""
    commit(store, OFFICER, "市场", [market()])
    done = commit(store, OFFICER, "案件", [case(f"{n}") for n in range(50)])
    ids = read_rows(store, "cases")["id"].to_list()
    moved = commit(store, OFFICER, "转", [Change("cases", {"office": "FLD"}, id=id) for id in ids])
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *words: statements.append(words[2]))
    assert touched(store, done.number) == {"cases": {"ZD"}}
    assert touched(store, moved.number) == {"cases": {"ZD", "FLD"}}
    assert not [words for words in statements if "history" in words or "cases" in words.split("FROM")[-1]]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "statement", ["INSERT INTO credentials (code) VALUES (:code)", "INSERT INTO links VALUES (:code, :code, :now)"]
)
def test_a_database_error_names_no_values(store: Store, statement: str) -> None:
    """PostgreSQL itself names the failing row, and the key that stands twice."""

    def write() -> None:
        with store.writing() as connection:
            for _ in range(2):
                connection.execute(sa.text(statement), {"code": PARTY, "now": NOW.replace(tzinfo=None)})

    with pytest.raises(IntegrityError) as refused:
        write()
    told = "".join(traceback.format_exception(refused.value))
    assert "INSERT INTO" in told
    assert PARTY not in told


def test_to_change_many_rows_costs_little_more_than_to_add_them(store: Store) -> None:
    """In processor time, which others on the machine don't stretch; row by row it was three times as much."""
    new = [case(f"{n}") for n in range(20_000)]
    adding = processor_seconds(lambda: commit(store, OFFICER, "批", new))
    rows = read_rows(store, "cases", columns=("id", "version")).select("id", "version").iter_rows()
    changes = [Change("cases", {"title": f"改{id}"}, id=id, version=version) for id, version in rows]
    assert processor_seconds(lambda: commit(store, OFFICER, "改", changes)) < 2.3 * adding


def processor_seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def test_a_server_that_hung_up_is_said_and_found_again(new_postgresql: Callable[[Path], str], tmp_path: Path) -> None:
    """In the middle of a transaction the reader is told; the next one has a connection of its own."""
    store = open_store(new_postgresql(tmp_path), tmp_path)
    other = open_store(store.engine.url.render_as_string(hide_password=False), tmp_path)

    def hang_up() -> None:
        with other.reading() as connection:
            connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            )

    def read() -> None:
        with store.reading() as connection:
            hang_up()
            connection.execute(sa.text("SELECT 1"))

    with pytest.raises(Unreachable):
        read()
    assert last_commit(store) == 1
    hang_up()
    assert last_commit(store) == 1
    store.close()
    other.close()
