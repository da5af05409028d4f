"""The caches: one answer for each state of the ledgers it rests on, and one moment for everything in a run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from data.registry import own_folder, read
from data.store import (
    SYSTEM,
    Change,
    Store,
    commit,
    count_rows,
    last_commit,
    live_sessions,
    one_moment,
    read_rows,
    touched,
)
from pages.parts.doing.download import Attempt
from pages.parts.frame import cached
from pages.parts.frame.memory import Memory
from services.access.accounts.limits import session_limits
from services.records.reviews import unchecked
from tests.boards import PAGES
from tests.data.store.examples import case, market

asked: list[tuple] = []


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    asked.clear()
    monkeypatch.setattr(cached, "MEMORY", Memory(cached.MOST_BYTES))


def question(store: Store, code: str, days: tuple[int, ...] = (), *, language: str = "en") -> tuple:
    asked.append((code, days, language))
    return code, days, language, count_rows(store, "markets")


def cases(store: Store) -> int:
    asked.append(("cases",))
    return count_rows(store, "cases")


def due_day(store: Store) -> int:
    asked.append(("due",))
    return read("reporting")["monthly"]["due_day"]


def numbers(store: Store) -> tuple[str, ...]:
    """Reads the units too, for a case says which one it belongs to."""
    asked.append(("numbers",))
    return tuple(read_rows(store, "cases", columns=("number", "office"))["office"])


def write(*changes: Change) -> None:
    """A commit of another session: by a connection of its own."""
    with ThreadPoolExecutor(1) as another:
        another.submit(commit, cached.store(), SYSTEM, "示例", changes).result()


def test_a_question_is_asked_anew_when_a_ledger_it_rests_on_has_changed(own_board: Path) -> None:
    first = cached.answer(question, "food", (1, 2), language="zh_CN")
    assert cached.answer(question, "food", (1, 2), language="zh_CN") is first
    assert cached.answer(question, "food", (1, 3), language="zh_CN") == ("food", (1, 3), "zh_CN", 0)
    assert len(asked) == 2
    write(market())
    assert cached.answer(question, "food", (1, 2), language="zh_CN") == ("food", (1, 2), "zh_CN", 1)
    assert len(asked) == 3


def test_a_commit_of_another_ledger_forgets_nothing(own_board: Path) -> None:
    cached.answer(question, "food")
    cached.answer(cases)
    write(case())
    cached.answer(question, "food")
    assert cached.answer(cases) == 1
    assert asked == [("food", (), "en"), ("cases",), ("cases",)]


def test_an_answer_rests_on_the_ledgers_its_rows_refer_to(own_board: Path) -> None:
    write(case())
    assert cached.answer(numbers) == ("ZD",)
    section = read_rows(cached.store(), "offices", where={"code": "ZD"}).row(0, named=True)
    write(Change("offices", {"code": "ZD2"}, id=section["id"], version=section["version"]))
    assert cached.answer(numbers) == ("ZD2",)


def test_what_speaks_of_commits_rests_on_all_of_them(own_board: Path) -> None:
    before = cached.answer(last_commit)
    write(market())
    assert cached.answer(last_commit) == before + 1


def units_of_the_last(store: Store) -> frozenset[str | None]:
    asked.append(("units",))
    return touched(store, last_commit(store)).get("markets", frozenset())


def test_whose_rows_a_commit_touched_is_kept_until_the_next(own_board: Path) -> None:
    assert cached.answer(units_of_the_last) == cached.answer(units_of_the_last) == frozenset()
    assert len(asked) == 1
    write(market())
    assert cached.answer(units_of_the_last) == {"ZD"}


def sessions(store: Store) -> int:
    asked.append(("sessions",))
    return len(live_sessions(store, store.now(), session_limits()))


def test_what_no_commit_speaks_of_is_not_kept(own_board: Path) -> None:
    cached.answer(sessions)
    cached.answer(sessions)
    assert len(asked) == 2


def test_another_setting_is_another_answer(own_board: Path) -> None:
    shipped = cached.answer(due_day)
    own_folder().mkdir(exist_ok=True)
    (own_folder() / "reporting.toml").write_text(f"[monthly]\ndue_day = {shipped + 1}\n")
    assert cached.answer(due_day) == shipped + 1


def test_true_and_one_are_two_questions(own_board: Path) -> None:
    assert cached.answer(question, 1)[0] is not cached.answer(question, True)[0]  # type: ignore[arg-type]


def test_frames_are_no_keys(own_board: Path) -> None:
    arguments: list[Any] = [pl.DataFrame({"a": [1]}), (pl.Series([1]),), [1]]
    for argument in arguments:
        with pytest.raises(TypeError, match="unhashable"):
            cached.answer(question, argument)


def test_each_configuration_has_its_store(own_board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached.store()
    assert cached.store() is first
    monkeypatch.delenv("BOARD_DATABASE_URL")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path / "other"))
    assert cached.store() is not first


def test_eight_sessions_compute_once(own_board: Path) -> None:
    together = Barrier(8)

    def session(_number: int) -> tuple:
        together.wait()
        return cached.answer(slow, "food")

    cached.store()
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(session, range(8)))
    assert answers == {("food", 0)}
    assert len(asked) == 1


def test_many_runs_at_once_find_connections(own_board: Path) -> None:
    """More of them than the pool has connections, each of which needs a second one."""
    opened, together = cached.store(), Barrier(20)

    def session(_number: int) -> int:
        together.wait()
        with cached.run():
            sleep(0.05)
            with opened.writing():
                return cached.answer(cases)

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(session, range(20), timeout=25)) == [0] * 20


def slow(store: Store, code: str) -> tuple[str, int]:
    asked.append((code,))
    counted = count_rows(store, "markets")
    sleep(0.3)
    return code, counted


@pytest.mark.both_databases
def test_a_run_is_of_one_moment_whatever_is_committed_meanwhile(own_board: Path) -> None:
    write(case("甲1"))
    with cached.run():
        before = cached.answer(last_commit)
        waiting = cached.answer(unchecked)
        write(case("甲2"), market())
        assert cached.answer(cases) == 1
        assert cached.answer(question, "food")[-1] == 0
        assert cached.answer(last_commit) == before == last_commit(cached.store())
        assert count_rows(cached.store(), "cases") == 1
        assert cached.answer(unchecked) == waiting
    assert (cached.answer(cases), cached.answer(question, "food")[-1]) == (2, 1)
    assert cached.answer(last_commit) == before + 1


@pytest.mark.both_databases
def test_two_runs_at_two_moments_do_not_mix(own_board: Path) -> None:
    """One looks at the commit before, another at the new one: both keep what they were told."""
    with cached.run():
        assert cached.answer(cases) == 0
        write(case())
        with ThreadPoolExecutor(1) as another:
            assert another.submit(cached.answer, cases).result() == 1
        assert cached.answer(cases) == 0
    assert cached.answer(cases) == 1
    assert len(asked) == 2


def test_a_run_is_of_one_state_of_the_settings(own_board: Path) -> None:
    own_folder().mkdir(exist_ok=True)
    file = own_folder() / "reporting.toml"
    file.write_text("[monthly]\ndue_day = 21\n")
    with cached.run():
        file.write_text("[monthly]\ndue_day = 22\n")
        assert cached.answer(due_day) == 21
        file.unlink()
        assert read("reporting")["monthly"]["due_day"] == 21
    file.write_text("[monthly]\ndue_day = 22\n")
    assert cached.answer(due_day) == 22


def test_a_moment_belongs_to_its_thread(store: Store) -> None:
    with one_moment(store):
        assert count_rows(store, "cases") == 0
        with ThreadPoolExecutor(1) as another:
            another.submit(commit, store, SYSTEM, "示例", [case()]).result()
            assert another.submit(count_rows, store, "cases").result() == 1
        assert count_rows(store, "cases") == 0
    assert count_rows(store, "cases") == 1


@pytest.mark.parametrize("script", ["overview.py", "enforcement.py", "markets.py", "cultivation.py", "indication.py"])
def test_a_warm_rerun_asks_a_handful(script: str, demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARD_DATABASE_URL", f"sqlite:///{demonstration / 'board.db'}")
    monkeypatch.setenv("BOARD_DATA", str(demonstration))
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    board = AppTest.from_file(PAGES / "navigation.py", default_timeout=120).switch_page(script).run().run()
    looks: list[object] = []
    monkeypatch.setattr("data.registry._look", lambda: looks.append(1) or ())
    with counted() as statements:
        board.run()
    assert not board.exception
    assert 1 <= len(statements) <= 8, statements
    assert len(looks) == 1


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to any database within it."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_file_is_made_while_every_page_waits_for_one(own_board: Path) -> None:
    """As many pages as there are turns are drawn anew while they wait for their files, which need a turn as well."""

    def make() -> bytes:
        with cached.run():
            return str(cached.answer(last_commit)).encode()

    pages = cached.TURNS._value  # how many there are
    drawn = Barrier(pages)

    def page() -> bytes:
        with cached.run():
            drawn.wait(30)
            return ThreadPoolExecutor(1).submit(Attempt(make)).result(30)

    with ThreadPoolExecutor(pages) as people:
        made = [one.result(60) for one in [people.submit(page) for _ in range(pages)]]
    assert made == [str(last_commit(cached.store())).encode()] * pages
