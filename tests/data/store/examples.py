"""Rows that the store's tests write: believable, small, all columns that a ledger requires."""

from datetime import date
from typing import Any

from data.store import Actor, Change

OFFICER = Actor("SLR001", "chosen")


def market(code: str = "SC001", **more: Any) -> Change:
    values = {
        "code": code,
        "name": f"示例市场{code}",
        "kind": "mall",
        "township": "120111101",
        "office": "ZD",
        "status": "open",
    }
    return Change("markets", {**values, **more})


def case(number: str = "示例立〔2023〕1号", **more: Any) -> Change:
    values = {
        "number": number,
        "title": "示例案",
        "act": "trademark_sale",
        "law": "trademark",
        "right": "trademark",
        "sector": "food",
        "township": "120111101",
        "office": "ZD",
        "channel": "shop",
        "source": "report",
        "opened_on": date(2023, 5, 29),
    }
    return Change("cases", {**values, **more})
