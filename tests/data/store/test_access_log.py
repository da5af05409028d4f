"""The list of sign-ins, refusals and unmasked exports."""

import polars as pl
import pytest

from data.store import Store, log_access, read_access

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
