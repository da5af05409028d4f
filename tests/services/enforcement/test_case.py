from datetime import date

from data.store import Store
from services.access.rights import MASKED
from services.enforcement.case import find, timeline
from tests.services.enforcement.conftest import Keep

END = date(2026, 8, 31)


def test_a_case_tells_its_steps_with_complaint_and_inspection(store: Store, keep: Keep):
    keep("cases", {"number": "A", "found_on": date(2026, 2, 25), "decided_on": date(2026, 6, 2), "outcomes": "fine"})
    keep("complaints", {"number": "T1", "received_on": date(2026, 2, 24), "case": "A"})
    keep("inspections", {"number": "J1", "inspected_on": date(2026, 2, 26), "case": "A"})
    told = [(step.what.en, step.row, step.days, step.state) for step in timeline(store, "A", END)]
    assert told == [
        ("Complaint received", "T1", None, ""),
        ("Lead found", "", 1, ""),
        ("Inspection", "J1", 1, ""),
        ("Case opened", "", 4, "in_time"),
        ("Decided", "", 92, "late"),
    ]


def test_an_open_case_says_when_its_decision_is_due(store: Store, keep: Keep):
    keep("cases", {"number": "A"})
    due = timeline(store, "A", END)[-1]
    assert (due.what.en, due.day, due.state) == ("Decision due", date(2026, 6, 1), "late")
    assert timeline(store, "A", date(2026, 4, 1))[-1].state == "running"


def test_nothing_after_the_as_of_day_is_told(store: Store, keep: Keep):
    keep("cases", {"number": "A", "closed_on": date(2026, 8, 1)})
    told = [step.what.en for step in timeline(store, "A", date(2026, 7, 31))]
    assert told == ["Case opened", "Decision due"]


def test_an_unknown_case_is_no_row(store: Store):
    assert find(store, MASKED, "无").is_empty()
