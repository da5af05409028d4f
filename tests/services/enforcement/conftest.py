"""Rows of the store for these tests: only what a test says of them, the rest as dull as possible."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.store import SYSTEM, Change, Store, commit

DULL: dict[str, dict[str, Any]] = {
    "cases": {
        "title": "示例案", "party": "示例商行", "act": "trademark_sale", "law": "trademark", "right": "trademark",
        "sector": "food", "township": "120111101", "office": "ZD", "channel": "market", "source": "inspection",
        "opened_on": date(2026, 3, 2),
    },
    "complaints": {
        "channel": "12315", "kind": "complaint", "respondent": "示例商行", "township": "120111101", "office": "TJ",
        "subject": "反映所购商品疑似侵权", "sector": "food", "received_on": date(2026, 3, 2),
    },
    "inspections": {
        "object_name": "示例商行", "township": "120111101", "sector": "food", "office": "ZD", "theme": "counterfeit",
        "reason": "complaint", "inspected_on": date(2026, 3, 2),
    },
}  # fmt: skip

Keep = Callable[..., None]


@pytest.fixture
def keep(store: Store) -> Keep:
    """Puts rows of a ledger into the store, each given by what is particular to it."""

    def keep(ledger: str, *rows: dict[str, Any]) -> None:
        commit(store, SYSTEM, "test", [Change(ledger, {**DULL.get(ledger, {}), **row}) for row in rows])

    return keep
