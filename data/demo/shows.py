"""Invented exhibitions with their records and complaints, and the work of the patent pilot."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from data.demo.days import LAST, YEARS, days_after, working_days_after
from data.demo.proofs import sha256
from data.demo.scene import Row

SHANGHAI = timedelta(hours=8)
# Name, month and day of opening, days, usual number of exhibitors.
SHOWS = (
    ("示例春季家居建材展览会", 3, 21, 4, 180),
    ("示例自行车电动车展览会", 5, 9, 3, 420),
    ("示例农产品交易会", 9, 19, 3, 150),
    ("示例礼品工艺品博览会", 11, 7, 3, 110),
)
VENUES = ("示例会展中心", "示例国际展览馆")
PLANNED = (
    ("示例：试点工作方案印发", date(2023, 6, 30), -3),
    ("示例：委托执法协议签订", date(2023, 9, 15), 6),
    ("示例：联合办案机制建立", date(2023, 12, 15), -9),
    ("示例：办案人员专题培训", date(2024, 4, 26), -1),
    ("示例：年度试点工作小结", date(2024, 12, 20), -4),
    ("示例：侵权判定咨询专家库建立", date(2025, 5, 30), 12),
    ("示例：试点中期评估", date(2025, 11, 28), -2),
    ("示例：典型案例汇编", date(2026, 6, 30), -7),
    ("示例：试点经验总结", date(2026, 11, 13), None),
    ("示例：试点验收材料报送", date(2026, 12, 18), None),
)


def exhibitions(chance: Random) -> list[Row]:
    """Some shows a year; the one planned for next spring stands there already."""
    days = [(year, show) for year in YEARS for show in SHOWS] + [(2027, SHOWS[0])]
    return [
        {
            "code": f"SLZH{position:03}",
            "name": f"{name}（{year}）",
            "venue": VENUES[position % 2],
            "organiser": "示例会展有限公司",
            "starts_on": (first := date(year, month, day)),
            "ends_on": first + timedelta(length - 1),
            "exhibitors": round(usual * chance.uniform(0.8, 1.2)) if first <= LAST else None,
            "complaint_body": usual > 120 if first <= LAST else None,
            "office": "IP",
        }
        for position, (year, (name, month, day, length, usual)) in enumerate(days, start=1)
    ]


def records(chance: Random, shows: list[Row]) -> list[Row]:
    """Before, during and after each show; of the last one the follow-up is still to come."""
    rows = [row for show in shows if show["starts_on"] <= LAST for row in _of_one(chance, show)]
    for position, row in enumerate(rows, start=1):
        row["number"] = f"SLZHJ{position:04}"
    return rows


def _of_one(chance: Random, show: Row) -> Iterator[Row]:
    first, last = show["starts_on"], show["ends_on"]
    after = working_days_after(last, chance.randint(4, 12))
    days = [("before", days_after(first, -6)), ("during", first), ("during", last), ("after", after)]
    for place, (phase, day) in enumerate(days):
        if day is None or (phase == "after" and (LAST - last).days < 30):
            continue
        at_show = phase == "during"
        yield {
            "exhibition": show["code"],
            "phase": phase,
            "done_on": day,
            "people": chance.randint(4, 9) if at_show else chance.randint(2, 4),
            "checked": chance.randint(show["exhibitors"] // 4, show["exhibitors"] // 2) if phase != "after" else None,
            "found": chance.choice((0, 0, 1, 2)),
            "materials": 50 * chance.randint(2, 8) if at_show else None,
            "asked": chance.randint(5, 40) if at_show else None,
            "proof": sha256("exhibition.pdf"),
            "office": "ZD" if place == 2 else "IP",
        }


def complaints(chance: Random, shows: list[Row]) -> list[Row]:
    """Every second show brings one; they are answered within a day but for one."""
    rows: list[Row] = []
    for position, show in enumerate([show for show in shows if show["starts_on"] <= LAST][::2], start=1):
        received = _at(show["starts_on"], chance.randint(9, 15), chance.randint(0, 59))
        handed = received + timedelta(hours=chance.randint(1, 5))
        result = chance.choice(("infringing", "unfounded", "withdrawn"))
        late = position == 5
        opened = working_days_after(show["ends_on"], chance.randint(5, 14)) if result == "infringing" else None
        rows.append(
            {
                "number": f"SLZHT{position:03}",
                "exhibition": show["code"],
                "received_at": received,
                "right_number": f"示例权利{position:02}号",
                "booth": f"{chance.choice('ABC')}{chance.randint(101, 160)}",
                "handed_over_at": handed,
                "answered_at": handed + timedelta(hours=27 if late else chance.randint(3, 22)),
                "measure": "covered" if result == "infringing" else "none",
                "result": result,
                "opened_on": opened,
                "office": "IP",
            }
        )
    return rows


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC) - SHANGHAI


def pilot_works() -> list[Row]:
    """The items of the pilot; some were done late, the last two are not done yet."""
    return [
        {
            "number": f"SLSD{position:02}",
            "item": item,
            "planned_on": planned,
            "done_on": (done := None if off is None else days_after(planned, off)),
            "accepted_on": days_after(done, 20) if done and position in (2, 5, 7) else None,
            "proof": sha256("pilot.pdf") if done else None,
            "office": "IP",
        }
        for position, (item, planned, off) in enumerate(PLANNED, start=1)
    ]
