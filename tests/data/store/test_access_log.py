"""The list of sign-ins, refusals and unmasked exports."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest

from data.store import Store, log_access, read_access
from data.store.access_log import last_access

pytestmark = pytest.mark.both_databases


def test_the_newest_lines_come_first_and_can_be_chosen_by_kind(store: Store):
    log_access(store, "refused", "nobody", address="10.0.0.7", detail={"why": "没有此账号"})
    log_access(store, "signed_in", "SLR001", address="10.0.0.7")
    log_access(store, "exported_unmasked", "SLR001", detail={"ledger": "cases", "rows": 3})
    lines = read_access(store)
    assert lines["kind"].to_list() == ["exported_unmasked", "signed_in", "refused"]
    assert lines["detail"].to_list() == ['{"ledger": "cases", "rows": 3}', "{}", '{"why": "没有此账号"}']
    assert lines.schema["at"] == pl.Datetime("us", "UTC")
    chosen = read_access(store, kinds=("signed_in", "refused"), limit=1)
    assert chosen.select("kind", "code", "address").rows() == [("signed_in", "SLR001", "10.0.0.7")]


def test_an_empty_list_has_its_columns(store: Store):
    assert read_access(store).columns == ["at", "kind", "code", "address", "detail"]


def test_lines_can_be_chosen_by_person_and_time(store: Store):
    noon = datetime(2026, 11, 23, 4, tzinfo=UTC)
    for hours, code in ((0, "SLR001"), (1, "SLR002"), (2, "SLR001")):
        log_access(replace(store, now=lambda at=noon + timedelta(hours=hours): at), "signed_in", code)
    assert read_access(store, code="SLR001").height == 2
    one_oclock = datetime(2026, 11, 23, 13, tzinfo=timezone(timedelta(hours=8)))
    assert read_access(store, since=one_oclock)["code"].to_list() == ["SLR001", "SLR002"]
    assert read_access(store, until=one_oclock)["code"].to_list() == ["SLR001"]
    assert last_access(store, "signed_in") == {"SLR001": noon + timedelta(hours=2), "SLR002": noon + timedelta(hours=1)}
    assert last_access(store, "refused") == {}
