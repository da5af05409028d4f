"""A plan of two tasks and a requirement over ledgers that any board has, for what is tested of plans in general."""

from copy import deepcopy
from typing import Any

TEXT = {"zh": "条款，", "en": "Clause,"}
SMALL: dict[str, Any] = {
    "groups": [
        {"code": "work", "label": {"zh": "任务", "en": "Tasks"}},
        {"code": "requirements", "label": {"zh": "要求", "en": "Requirements"}},
    ],
    "tasks": [
        {
            "code": "1",
            "label": {"zh": "甲", "en": "A"},
            "group": "work",
            "units": ["IP", "offices"],
            "clauses": [
                {
                    "text": TEXT,
                    "measures": [
                        {"indicator": "cases_opened", "rule": "progress", "target": 12},
                        {"indicator": "cases_closed", "rule": "dated", "due": "12-31"},
                    ],
                },
                {"text": TEXT, "unmeasured": {"zh": "无可计数", "en": "nothing to count"}},
            ],
        },
        {
            "code": "2",
            "label": {"zh": "乙", "en": "B"},
            "group": "work",
            "units": ["ZD"],
            "clauses": [
                {
                    "text": TEXT,
                    "measures": [{"ledger": "zone_records", "rule": "matters"}, {"indicator": "cases_transferred"}],
                }
            ],
        },
        {
            "code": "R1",
            "label": {"zh": "丙", "en": "C"},
            "group": "requirements",
            "units": ["departments"],
            "clauses": [{"text": TEXT, "measures": [{"rule": "tasks"}]}],
        },
    ],
}


def small() -> dict[str, Any]:
    """The tables to propose for `plans`; every call gives its own."""
    return {"2023": deepcopy(SMALL)}
