"""Measures of publicity, leads and what is answered: each event counts in the year of its own day."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.store import Change, Store, commit
from services.indicators import indicators, value
from services.records.facts import StoreFacts
from tests.data.store.examples import OFFICER

START, END = date(2024, 1, 1), date(2024, 12, 31)
# For each indicator the column of its day, and a row of its ledger without it.
COUNTED: dict[str, tuple[str, dict[str, Any]]] = {
    "publicity_events": ("held_on", {"kind": "ip_week", "place": "示例广场"}),
    "exposed_cases": ("exposed_on", {"title": "示例案", "sector": "food"}),
    "media_releases": ("released_on", {"title": "示例稿", "medium": "website", "kind": "news"}),
    "difficult_cases_answered": (
        "answered_on", {"asked_on": date(2023, 1, 1), "topic": "示例", "asked_of": "示例专家"}
    ),
    "recommended_cases": ("recommended_on", {"title": "示例案", "kind": "typical"}),
    "leads_received": ("handed_on", {"kind": "abnormal_patent", "handed_by": "示例局", "subject": "示例商行"}),
    "leads_handled": (
        "handled_on",
        {
            "kind": "bad_faith_mark", "handed_by": "示例局", "subject": "示例商行", "handed_on": date(2023, 1, 1),
            "result": "示例",
        },
    ),
    "agency_commitments": ("commitment_on", {"name": "示例代理公司"}),
    "company_visits": ("visited_on", {"company": "示例机械有限公司", "topic": "示例"}),
}  # fmt: skip


@pytest.mark.parametrize("code", COUNTED)
def test_a_year_holds_what_happened_from_its_first_to_its_last_day(store: Store, code: str) -> None:
    dated, row = COUNTED[code]
    name = indicators()[code].ledger
    key = "code" if name == "agencies" else "number"
    days = [START - timedelta(1), START, END, END + timedelta(1)]
    rows = [{"office": "IP", **row, key: str(position), dated: day} for position, day in enumerate(days)]
    commit(store, OFFICER, "录入", [Change(name, one) for one in rows])
    facts = StoreFacts(store)
    assert value(facts, code, START, END) == 2
    assert value(facts, code, END + timedelta(1), END + timedelta(31)) == 1


def test_a_lead_that_nobody_has_handled_is_received_and_not_handled(store: Store) -> None:
    lead = {**COUNTED["leads_received"][1], "number": "1", "handed_on": START, "office": "IP"}
    commit(store, OFFICER, "录入", [Change("leads", lead)])
    facts = StoreFacts(store)
    assert (value(facts, "leads_received", START, END), value(facts, "leads_handled", START, END)) == (1, 0)
