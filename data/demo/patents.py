"""Invented patent disputes and campaigns for geographical indications; key objects of inspections and cases."""

from datetime import date, timedelta
from random import Random

from data.demo.days import LAST, YEARS, days_after, working_days_after
from data.demo.names import FANCY
from data.demo.proofs import sha256
from data.demo.scene import Row
from data.ledgers.patent_number import CHECK_DIGITS, WEIGHTS

KIND_DIGIT = {"invention": "1", "utility_model": "2", "design": "3"}
# Day of the request, kind of patent, how and where it is handled, outcome and days until it is closed (None: open).
# Before the first of them the bureau had never handled a dispute.
DISPUTES = (
    (date(2024, 3, 12), "design", "mediation", "local", "mediated", 41),
    (date(2024, 9, 4), "utility_model", "adjudication", "local", "adjudicated", 84),
    (date(2024, 11, 20), "invention", "adjudication", "passed_up", "refused", 4),
    (date(2025, 2, 18), "design", "adjudication", "local", "adjudicated", 77),
    (date(2025, 4, 9), "utility_model", "mediation", "local", "mediated", 30),
    (date(2025, 6, 16), "invention", "adjudication", "passed_up", "adjudicated", 89),
    (date(2025, 8, 5), "design", "adjudication", "local", "withdrawn", 23),
    (date(2025, 10, 22), "utility_model", "adjudication", "local", "adjudicated", 118),
    (date(2026, 1, 14), "design", "mediation", "local", "mediated", 36),
    (date(2026, 3, 18), "utility_model", "adjudication", "local", "dismissed", 80),
    (date(2026, 5, 27), "design", "adjudication", "local", "adjudicated", 86),
    (date(2026, 8, 19), "design", "adjudication", "local", None, None),
    (date(2026, 10, 21), "utility_model", "adjudication", "local", None, None),
    (date(2026, 11, 10), "design", "mediation", "local", None, None),
)
GROUPS = {"produce": (11, 3), "processed_food": (1, 12), "medicinal": (6, 10), "handicraft": (9, 18)}


def disputes(chance: Random) -> list[Row]:
    """Patents of no register: serials that nobody was given, with their true check digit."""
    rows: list[Row] = []
    for position, (day, kind, how, where, outcome, lasted) in enumerate(DISPUTES, start=1):
        opened = None if outcome == "refused" else working_days_after(day, chance.randint(2, 5))
        sent = opened and working_days_after(opened, chance.randint(1, 5))
        closed = days_after(day, lasted) if lasted else None
        answered = sent and days_after(sent, chance.randint(8, 15))
        rows.append(
            {
                "number": f"SLZJF{position:03}",
                "patent_number": _number(day.year - 2, kind, position),
                "patent_kind": kind,
                "kind": how,
                "handled": where,
                "requester": _company(chance, "科技有限公司"),
                "respondent": _company(chance, "贸易有限公司"),
                "requested_on": day,
                "opened_on": opened,
                "sent_on": sent,
                "answered_on": answered if answered and (closed or LAST) >= answered else None,
                "closed_on": closed,
                "extended": bool(lasted and lasted > 92),
                "excluded_days": chance.randint(10, 30) if position % 4 == 0 else None,
                "outcome": outcome,
                "proof": sha256("dispute.pdf") if outcome in ("adjudicated", "mediated") else None,
                "office": "IP",
            }
        )
    return rows


def _number(year: int, kind: str, position: int) -> str:
    figures = f"{year}{KIND_DIGIT[kind]}9999{900 + position}"
    total = sum(int(figure) * weight for figure, weight in zip(figures, WEIGHTS, strict=True))
    return f"ZL{figures}.{CHECK_DIGITS[total % len(CHECK_DIGITS)]}"


def _company(chance: Random, kind: str) -> str:
    start = 2 * chance.randrange(len(FANCY) // 2)
    return f"示例{FANCY[start : start + 2]}{kind}"


def campaigns(chance: Random) -> list[Row]:
    """One a year for each group of products; those of this winter are still to come."""
    planned = sorted((date(year, month, day), group) for year in YEARS for group, (month, day) in GROUPS.items())
    planned.append((date(2026, 12, 15), "processed_food"))
    rows: list[Row] = []
    for position, (day, group) in enumerate(planned, start=1):
        done = days_after(day, chance.randint(5, 18)) if day <= LAST - timedelta(30) else None
        checked = chance.randint(12, 45) if done else None
        rows.append(
            {
                "number": f"SLZX{position:03}",
                "product_group": group,
                "planned_on": day,
                "done_on": done,
                "checked": checked,
                "found": chance.randint(0, 4) if done else None,
                "proof": sha256("campaign.pdf") if done else None,
                "office": "IP",
            }
        )
    return rows


def mark_key_objects(chance: Random, cases: list[Row], inspections: list[Row]) -> None:
    """Says, in place, which key objects cases and inspections concerned, which inspections were made online, and what
    some cases were about by a narrower act."""
    _name_acts(cases)
    for row in cases:
        if row["right"] in ("gi", "special_mark") and not row["key_object"]:
            row["key_object"] = row["right"]
    held = {row["number"]: row for row in cases}
    for row in inspections:
        row["channel"] = "offline"
        if case := held.get(row.get("case") or ""):
            row["objects"] = case["key_object"]
            row["channel"] = "online" if case["channel"] == "online" else "offline"
        elif row["theme"] == "gi":
            row["objects"] = chance.choice(("gi", "gi;jinnong", "farm_brand;gi"))
        elif row["theme"] == "trademark" and chance.random() < 0.4:
            row["objects"] = chance.choice(("well_known", "old_brand", "farm_brand", "official_mark", "special_mark"))
            row["channel"] = "online" if "market" not in row and chance.random() < 0.6 else "offline"


def _name_acts(cases: list[Row]) -> None:
    """Some cases by the narrower acts of the GI rules and of ordinary trademark offences."""
    narrower = {
        "gi_misuse": ("gi_sale", (("擅自使用地理标志名称销售", "销售冒用地理标志名称的"),)),
        "trademark_use": ("posing_registered", (("擅自在", "在"), ("使用他人标志", "冒充注册商标"))),
    }
    for act, (narrow, words) in narrower.items():
        for row in [row for row in cases if row["act"] == act and row["right"] != "special_mark"][::3]:
            row["act"] = narrow
            for old, new in words:
                row["title"] = row["title"].replace(old, new)
