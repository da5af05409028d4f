"""The indicators of patents and shows, counted by hand from a few rows."""

from datetime import date
from typing import Any

import pytest

from data.store import Change, Store, commit
from services.indicators import value
from services.records.facts import StoreFacts
from tests.data.store.examples import OFFICER

MAY = (date(2023, 5, 1), date(2023, 5, 31))
FIRST, LAST, BEFORE, AFTER = MAY[0], MAY[1], date(2023, 4, 30), date(2023, 6, 1)
DISPUTE = {
    "patent_number": "ZL202330999999.5", "patent_kind": "design", "kind": "adjudication", "handled": "local",
    "requester": "示例甲有限公司", "respondent": "示例乙有限公司", "requested_on": date(2023, 4, 1), "office": "IP",
}  # fmt: skip
INSPECTION = {
    "object_name": "示例商行", "township": "120111101", "sector": "food", "office": "ZD", "theme": "trademark",
    "reason": "routine",
}  # fmt: skip
SHOW = {"code": "S", "name": "示例展", "venue": "示例馆", "starts_on": FIRST, "ends_on": LAST, "office": "IP"}


def keep(store: Store, ledger: str, common: dict[str, Any], *rows: dict[str, Any]) -> None:
    changes = [Change(ledger, {**common, "number": f"N{number}", **row}) for number, row in enumerate(rows)]
    commit(store, OFFICER, "录入", changes)


def counted(store: Store, *codes: str) -> list[Any]:
    return [value(StoreFacts(store), code, *MAY) for code in codes]


def test_disputes_count_by_opening_and_closing_and_local_ones_by_kind(store: Store) -> None:
    closed = {"closed_on": LAST, "outcome": "mediated"}
    keep(
        store,
        "patent_disputes",
        DISPUTE,
        {"opened_on": FIRST},
        {"opened_on": LAST, "patent_kind": "utility_model", **closed},
        {"opened_on": LAST, "patent_kind": "invention"},
        {"opened_on": LAST, "handled": "passed_up"},
        {"opened_on": BEFORE, **closed},
        {"opened_on": AFTER},
        {"outcome": "refused", "closed_on": FIRST},
    )
    assert counted(store, "disputes_accepted", "disputes_closed", "disputes_local") == [4, 3, 2]


def test_an_inspection_counts_once_however_many_key_objects_it_concerned(store: Store) -> None:
    keep(
        store,
        "inspections",
        INSPECTION,
        {"inspected_on": FIRST, "objects": "well_known;old_brand;gi", "channel": "offline"},
        {"inspected_on": LAST, "objects": "special_mark", "channel": "online"},
        {"inspected_on": LAST, "channel": "online"},
        {"inspected_on": AFTER, "objects": "gi"},
    )
    assert counted(store, "key_object_inspections", "inspections_made") == [2, 3]


def test_campaigns_and_pilot_count_when_they_are_done(store: Store) -> None:
    planned = {"planned_on": FIRST, "office": "IP"}
    days = ({"done_on": FIRST}, {"done_on": LAST}, {"done_on": AFTER}, {})
    keep(store, "campaigns", {**planned, "product_group": "produce"}, *days)
    keep(store, "pilot_works", {**planned, "item": "示例事项"}, *days)
    assert counted(store, "gi_campaigns_done", "pilot_works_done") == [2, 2]


def test_each_phase_of_a_show_counts_for_itself(store: Store) -> None:
    commit(store, OFFICER, "展会", [Change("exhibitions", SHOW)])
    phases = ("before", "before", "before", "during", "during", "after")
    rows = [{"phase": phase, "done_on": LAST} for phase in phases]
    keep(store, "exhibition_records", {"exhibition": "S", "office": "IP"}, *rows, {"phase": "after", "done_on": BEFORE})
    assert counted(store, "exhibition_pre_checks", "exhibition_patrols", "exhibition_follow_ups") == [3, 2, 1]


@pytest.mark.parametrize("code", ["disputes_accepted", "gi_campaigns_done", "exhibition_patrols", "pilot_works_done"])
def test_without_any_row_nothing_is_known(store: Store, code: str) -> None:
    assert value(StoreFacts(store), code, *MAY) is None
