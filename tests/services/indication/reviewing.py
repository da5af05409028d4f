"""People, boundaries and rows for the tests of the review; 小沙窝村 lies near 116.96° E, 39.06° N."""

import json
from datetime import date
from typing import Any

from data.store import SYSTEM, Change, Store, commit
from services.access.rights import MACHINE, Person
from services.days.clock import FixedClock
from services.indication.versions import Draft

CLOCK = FixedClock(date(2026, 11, 23))
AUTHOR = Person("IP01", "chosen", MACHINE, "IP")
SECOND = Person("IP02", "signed-in", "reviewer", "IP")
CHOSEN_SECOND = Person("IP03", "chosen", MACHINE, "IP")
VIEWER = Person("SL01", "signed-in", "viewer", "ZD")
OFFICER = Person("IP04", "signed-in", "officer", "IP")


def polygon(*corners: tuple[float, float]) -> str:
    ring = [list(corner) for corner in (*corners, corners[0])]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


# 0.01° by 0.01°, 96.1 ha on the ellipsoid.
SQUARE = polygon((116.95, 39.05), (116.96, 39.05), (116.96, 39.06), (116.95, 39.06))
WIDER = polygon((116.95, 39.05), (116.98, 39.05), (116.98, 39.06), (116.95, 39.06))
# Its northern edge crosses itself once, with a loop too small to count.
CROSSED = polygon(
    (116.95, 39.05), (116.96, 39.05), (116.96, 39.06), (116.9551, 39.06), (116.955, 39.0601), (116.955, 39.06),
    (116.9551, 39.0601), (116.95, 39.06),
)  # fmt: skip


def draft(outline: str = SQUARE, title: str = "示意范围", **more: Any) -> Draft:
    return Draft(title=title, geometry=outline, **more)


def user(store: Store, code: str = "YB001", **more: object) -> None:
    values = {"code": code, "name": f"示例合作社{code}", "systems": "gi_product", "state": "authorised"}
    commit(store, SYSTEM, "用标主体", [Change("mark_users", {**values, **more})])


def plot(code: str, **more: object) -> Change:
    values = {"code": code, "season": "2026-2027", "village": "示例村", "kind": "solar", "point": "116.955,39.055"}
    return Change("gi_plots", {**values, **more})
