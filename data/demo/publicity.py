"""Invented work in public, leads handed down, agencies, and what is answered and recommended; one lead is overdue."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from data.demo.days import FIRST, LAST, YEARS, days_after, working_days_after
from data.demo.names import FANCY
from data.demo.proofs import sha256
from data.demo.scene import Row
from data.demo.work_of_plan import PLAN, UNITS, company, now_and_then, numbered

EVENTS = (
    ("consumer_day", (3, 15)),
    ("ip_week", (4, 26)),
    ("lecture", (6, 12)),
    ("cases_explained", (9, 4)),
    ("companies", (10, 20)),
    ("lecture", (11, 10)),
)
MEDIA = ("television", "newspaper", "website", "new_media")
QUESTIONS = ("近似商标的判断", "外观设计整体视觉效果的比对", "平台内经营者主体的认定", "地理标志正当使用的边界")
LEADS = ("abnormal_patent", "abnormal_patent", "bad_faith_mark")


def publicity(chance: Random, opened: list[Row]) -> dict[str, list[Row]]:
    """The rows of the ledgers of tasks 3 to 5 and of the requirements. `opened` are the cases made public."""
    public = [row for row in opened if row.get("published_on")]
    return {
        "publicity": numbered("SLXC", _events(chance)),
        "exposed_cases": numbered("SLBG", _exposed(chance, public)),
        "media_releases": numbered("SLFB", _releases(chance)),
        "difficult_cases": numbered("SLYN", _difficult(chance)),
        "recommended_cases": numbered("SLTA", _recommended(chance, public)),
        "leads": numbered("SLJB", _leads(chance)),
        "agencies": list(_agencies()),
        "company_visits": numbered("SLZF", _visits(chance)),
    }


def _events(chance: Random) -> Iterator[Row]:
    for year in YEARS:
        for position, (kind, (month, day)) in enumerate(EVENTS):
            units: tuple[str, ...] = ("IP", "ZD", "SLS102") if position < 2 else ("FG" if position == 3 else "IP",)
            for unit in units:
                if date(year, month, day) <= LAST:
                    yield {
                        "kind": kind,
                        "held_on": date(year, month, day),
                        "place": "示例产业园" if kind == "companies" else "示例文化广场",
                        "people": chance.randint(40, 260),
                        "materials": chance.randint(80, 500),
                        "media": "示例融媒体" if kind in ("consumer_day", "ip_week") else None,
                        "proof": sha256("event.png"),
                        "office": unit,
                    }


def _some_of_each_year(chance: Random, public: list[Row], count: int) -> Iterator[tuple[Row, date]]:
    """Cases of each year, and a day some weeks after they were published."""
    for year in YEARS:
        ready = [(row, days_after(row["published_on"], chance.randint(20, 60))) for row in public]
        usable = [(row, day) for row, day in ready if day and day.year == year]
        yield from sorted(chance.sample(usable, min(count, len(usable))), key=lambda each: each[1])


def _exposed(chance: Random, public: list[Row]) -> Iterator[Row]:
    for row, day in _some_of_each_year(chance, public, 5):
        yield {
            "exposed_on": day,
            "title": row["title"],
            "sector": row["sector"],
            "media": "示例融媒体",
            "case": row["number"],
            "proof": sha256("release.png"),
            "office": row["office"],
        }


def _releases(chance: Random) -> Iterator[Row]:
    kinds: tuple[tuple[str, str], ...] = (
        ("news", "示例区知识产权保护工作动态"),
        ("typical_case", "示例区知识产权执法典型案件发布"),
        ("campaign", "示例区知识产权宣传周集中宣传"),
        ("explained", "示例区地理标志保护知识问答"),
    )
    for position, day in enumerate(now_and_then(chance, 30)):
        kind, title = kinds[position % len(kinds)]
        yield {
            "released_on": day,
            "title": title,
            "medium": chance.choice(MEDIA),
            "kind": kind,
            "proof": sha256("release.png"),
            "office": "IP",
        }


def _difficult(chance: Random) -> Iterator[Row]:
    for position, day in enumerate(now_and_then(chance, 80)):
        answered = working_days_after(day, chance.randint(3, 15))
        yield {
            "asked_on": day,
            "answered_on": answered,
            "topic": QUESTIONS[position % len(QUESTIONS)],
            "asked_of": "示例专家库专家" if answered else None,
            "proof": sha256("briefing.pdf") if answered else None,
            "office": UNITS[1 + position % (len(UNITS) - 1)],
        }


def _recommended(chance: Random, public: list[Row]) -> Iterator[Row]:
    for position, (row, day) in enumerate(_some_of_each_year(chance, public, 3)):
        yield {
            "recommended_on": day,
            "title": row["title"],
            "kind": "guiding" if position % 3 == 2 else "typical",
            "to": "示例市知识产权部门",
            "proof": sha256("briefing.pdf"),
            "office": "IP",
        }


def _leads(chance: Random) -> Iterator[Row]:
    """The hand-down names the day; the last of two months are open, one of them overdue."""
    for position, day in enumerate(now_and_then(chance, 34)):
        verified = working_days_after(day, chance.randint(3, 8))
        handled = working_days_after(day, chance.randint(9, 19))
        is_open = day >= LAST - timedelta(75)
        yield {
            "kind": LEADS[position % len(LEADS)],
            "handed_on": day,
            "handed_by": "示例市知识产权部门",
            "subject": company(chance, "知识产权代理有限公司" if position % 4 == 3 else "科技有限公司"),
            "due_on": day + timedelta(30),
            "verified_on": verified,
            "handled_on": None if is_open else handled,
            "result": None if is_open else "已约谈，申请人主动撤回",
            "proof": None if is_open else sha256("briefing.pdf"),
            "office": "IP" if position % 3 else "SLS105",
        }


def _agencies() -> Iterator[Row]:
    kinds = ("patent;trademark", "trademark", "trademark", "patent")
    for position in range(10):
        signed = None if position == 9 else days_after(PLAN, 20 + 110 * position)
        yield {
            "code": f"SLDL{position + 1:03}",
            "name": f"示例{FANCY[2 * position : 2 * position + 2]}知识产权代理有限公司",
            "kind": kinds[position % len(kinds)],
            "commitment_on": signed,
            "reported_on": working_days_after(signed, 10) if signed else None,
            "proof": sha256("briefing.pdf") if signed else None,
            "checked_on": days_after(FIRST, 400 + 60 * position) if position % 3 == 0 else None,
            "office": "IP",
        }


def _visits(chance: Random) -> Iterator[Row]:
    """No company is visited twice a year."""
    subjects = ("专利纠纷受理渠道", "外观设计专利维权", "专利标识规范使用")
    for position, day in enumerate(now_and_then(chance, 28)):
        start = 2 * (position % (len(FANCY) // 2))
        yield {
            "visited_on": day,
            "company": f"示例{FANCY[start : start + 2]}机械有限公司",
            "topic": subjects[position % len(subjects)],
            "proof": sha256("event.png"),
            "people": chance.randint(2, 4),
            "office": "IP",
        }
