"""The one path that is open to who knows it, and nothing beside it."""

from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.store import SYSTEM, Change, Store, commit, read_rows
from services.access.accounts.tokens import new_token
from services.administration.calendars import give_calendar, revoke_calendar
from services.days.clock import FixedClock
from services.web.calendar import calendar_routes
from services.web.gate import may_pass
from tests.services.administration.test_calendars import ADMINISTRATOR, NOW
from tests.services.records.test_matters import keep

TOKEN = "a" * 43


def test_the_gate_lets_exactly_this_path_through() -> None:
    assert may_pass(f"/calendar/{TOKEN}.ics", None)
    assert may_pass(f"/calendar/{new_token()}.ics", None)
    for path in (
        "/calendar", "/calendar/", "/calendar/x.ics", f"/calendar/{TOKEN}", f"/calendar/{TOKEN}a.ics",
        f"/calendar/{TOKEN}.ics/", f"/calendar/{TOKEN}.ics\n", f"/calendar/{TOKEN[:-1]}/.ics",
        f"/calendar/{TOKEN[:-1]}é.ics",
        f"/x/calendar/{TOKEN}.ics", f"/calendar/../{TOKEN[3:]}.ics", f"/Calendar/{TOKEN}.ics",
    ):  # fmt: skip
        assert not may_pass(path, None), path


@pytest.fixture
def client(store: Store, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("BOARD_TODAY", "2026-06-03")
    return TestClient(Starlette(routes=calendar_routes(lambda: store)))


@pytest.mark.both_databases
def test_who_knows_the_address_reads_it_until_it_is_revoked(store: Store, client: TestClient) -> None:
    keep(store, "cases", {"number": "1", "opened_on": date(2026, 3, 2)})
    path = f"/calendar/{give_calendar(store, ADMINISTRATOR, 'ZD', NOW)}.ics"
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer.headers["cache-control"]
    assert answer.text.count("BEGIN:VEVENT") == 1
    assert client.post(path).status_code == 405
    revoke_calendar(store, ADMINISTRATOR, "ZD")
    assert client.get(path).status_code == 404


def test_a_wrong_address_and_a_unit_that_is_gone_are_the_same(store: Store, client: TestClient) -> None:
    commit(store, SYSTEM, "test", [Change("offices", {"code": "X", "name": "示例所", "kind": "office"})])
    path = f"/calendar/{give_calendar(store, ADMINISTRATOR, 'X', NOW)}.ics"
    assert client.get(path).status_code == 200
    row = read_rows(store, "offices", where={"code": "X"}).row(0, named=True)
    commit(store, SYSTEM, "test", [Change("offices", {}, row["id"], row["version"], withdraw="示例")])
    gone, wrong = client.get(path), client.get(f"/calendar/{TOKEN}.ics")
    assert (gone.status_code, gone.text) == (wrong.status_code, wrong.text) == (404, "no such calendar")


def test_no_clock_but_the_boards(client: TestClient, store: Store) -> None:
    keep(store, "cases", {"number": "1", "opened_on": date(2026, 6, 4)})
    path = f"/calendar/{give_calendar(store, ADMINISTRATOR, 'ZD', FixedClock(date(2026, 6, 3)).now())}.ics"
    assert "VEVENT" not in client.get(path).text, "it has not begun"
