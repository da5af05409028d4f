"""Invented work with partners and on the bureau's own powers, a little of it in each year; two uploads were late, two
faulty, and one agreement went to the court after its thirty days."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from data.demo.days import LAST, days_after, workdays_of, working_days_after
from data.demo.proofs import sha256
from data.demo.scene import Row
from data.demo.work_of_plan import PLAN, UNITS, company, now_and_then, numbered

ACTIONS = (
    ("joint_enforcement", "police", "示例商圈侵权假冒商品联合检查"),
    ("joint_enforcement", "police;culture", "示例印刷企业商标印制联合检查"),
    ("entrusted", "other", "示例企业专利标识委托检查"),
    ("joint_case", "police;procurator", "示例假冒商标线索联合研判"),
    ("consultation", "procurator;court", "示例知识产权案件会商"),
    ("joint_enforcement", "agriculture", "示例种子包装标识联合检查"),
    ("consultation", "police;customs", "示例出口商品商标线索会商"),
)
DISPUTES = ("外观设计专利侵权纠纷", "实用新型专利侵权纠纷", "商标侵权赔偿纠纷")
TOPICS = ("商标侵权判断标准", "商标一般违法判断标准", "专利侵权纠纷行政裁决办案指南", "电子证据固定与提取")
DOCUMENTS = ("trademark_infringement", "trademark_violations", "patent_adjudication")
# Months whose upload was late or faulty: days after it was due, wrong, missing.
FAULTY = {"2024-06": (6, 0, 0), "2026-07": (3, 0, 0), "2025-03": (0, 1, 0), "2023-10": (0, 0, 1)}
KEPT_TO = 30  # days in which an agreement is to be sent to the court; one was not
EVENTS = (
    ("consumer_day", (3, 15)),
    ("ip_week", (4, 26)),
    ("lecture", (6, 12)),
    ("cases_explained", (9, 4)),
    ("companies", (10, 20)),
    ("lecture", (11, 10)),
)
TOPICS = ("商标侵权判断标准", "商标一般违法判断标准", "专利侵权纠纷行政裁决办案指南", "电子证据固定与提取")
DOCUMENTS = ("trademark_infringement", "trademark_violations", "patent_adjudication")
# Months whose upload was late or faulty: days after it was due, wrong, missing.
FAULTY = {"2024-06": (6, 0, 0), "2026-07": (3, 0, 0), "2025-03": (0, 1, 0), "2023-10": (0, 0, 1)}
KEPT_TO = 30  # days in which an agreement is to be sent to the court; one was not
EVENTS = (
    ("consumer_day", (3, 15)),
    ("ip_week", (4, 26)),
    ("lecture", (6, 12)),
    ("cases_explained", (9, 4)),
    ("companies", (10, 20)),
    ("lecture", (11, 10)),
)
DOCUMENTS = ("trademark_infringement", "trademark_violations", "patent_adjudication")
# Months whose upload was late or faulty: days after it was due, wrong, missing.
FAULTY = {"2024-06": (6, 0, 0), "2026-07": (3, 0, 0), "2025-03": (0, 1, 0), "2023-10": (0, 0, 1)}
KEPT_TO = 30  # days in which an agreement is to be sent to the court; one was not
EVENTS = (
    ("consumer_day", (3, 15)),
    ("ip_week", (4, 26)),
    ("lecture", (6, 12)),
    ("cases_explained", (9, 4)),
    ("companies", (10, 20)),
    ("lecture", (11, 10)),
)
# Months whose upload was late or faulty: working days after it was due, wrong, missing.
FAULTY = {"2024-06": (6, 0, 0), "2026-07": (3, 0, 0), "2025-03": (0, 1, 0), "2023-10": (0, 0, 1)}
KEPT_TO = 30  # days in which an agreement is to be sent to the court; one was not
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
NUMBERED = {
    "joint_actions": "SLLH",
    "mediation_agreements": "SLTJ",
    "trainings": "SLYP",
    "publicity": "SLXC",
    "exposed_cases": "SLBG",
    "media_releases": "SLFB",
    "difficult_cases": "SLYN",
    "recommended_cases": "SLTA",
    "leads": "SLJB",
    "company_visits": "SLZF",
}
KEPT_TO = 30  # days in which an agreement is to be sent to the court; one was not


def coop(chance: Random, opened: list[Row]) -> dict[str, list[Row]]:
    """The rows of the ledgers of tasks 1 and 2. `opened` are the cases that joint ones refer to."""
    return {
        "joint_actions": numbered("SLLH", _joint_actions(chance, opened)),
        "mediation_agreements": numbered("SLTJ", _agreements(chance)),
        "qualifications": list(_qualifications()),
        "trainings": numbered("SLYP", _trainings(chance)),
        "patent_uploads": list(_uploads(chance)),
        "guidance_use": list(_guidance()),
    }


def _joint_actions(chance: Random, opened: list[Row]) -> Iterator[Row]:
    for position, day in enumerate(now_and_then(chance, 24)):
        kind, partners, topic = ACTIONS[position % len(ACTIONS)]
        cases = [row["number"] for row in opened if timedelta(0) <= day - row["opened_on"] <= timedelta(45)]
        yield {
            "kind": kind,
            "acted_on": day,
            "partners": partners,
            "topic": topic,
            "lead_unit": "示例区市场监管部门",
            "case": chance.choice(cases) if kind == "joint_case" and cases else None,
            "people": chance.randint(4, 18),
            "result": "形成会商意见" if kind == "consultation" else "已检查，发现问题移交承办单位",
            "proof": sha256("action.pdf"),
            "office": "IP" if kind in ("entrusted", "consultation") else UNITS[position % len(UNITS)],
        }


def _agreements(chance: Random) -> Iterator[Row]:
    for position, day in enumerate(now_and_then(chance, 60)):
        late = position == 5
        sent = days_after(day, KEPT_TO + 6 if late else chance.randint(3, 20))
        confirmed = working_days_after(sent, chance.randint(8, 20)) if sent and not late else None
        yield {
            "dispute": f"示例{DISPUTES[position % len(DISPUTES)]}",
            "parties": f"{company(chance)}、{company(chance, '商行')}",
            "effective_on": day,
            "submitted_on": sent,
            "court": "示例区人民法院" if sent else None,
            "confirmed_on": confirmed,
            "outcome": "not_accepted" if late else "confirmed" if confirmed else None,
            "proof": sha256("agreement.pdf"),
            "office": "IP",
        }


def _qualifications() -> Iterator[Row]:
    """Four people at first, the fifth soon after the plan; one has left the service since."""
    begins = [date(2023, month, 10) for month in (1, 2, 3, 4, 7, 9)] + [date(2025, 6, 16), date(2026, 3, 9)]
    for position, day in enumerate(begins):
        yield {
            "certificate": f"示例执法证{position + 1:03}",
            "person": f"示例执法人员{position + 1}",
            "valid_from": day,
            "valid_to": date(2026, 5, 31) if position == 1 else day.replace(year=day.year + 5) - timedelta(1),
            "office": UNITS[position % len(UNITS)],
        }


def _trainings(chance: Random) -> Iterator[Row]:
    for position, day in enumerate(now_and_then(chance, 70)):
        yield {
            "held_on": day,
            "topic": TOPICS[position % len(TOPICS)],
            "units": "示例执法支队、示例市场监管所",
            "people": chance.randint(15, 48),
            "hours": chance.choice((2.0, 4.0, 8.0)),
            "proof": sha256("briefing.pdf"),
            "office": "IP" if position % 3 else "ZD",
        }


def _uploads(chance: Random) -> Iterator[Row]:
    """Every month from the plan on, by the fifth of the next or the working day after it."""
    month = PLAN.replace(day=1)
    while (following := (month + timedelta(31)).replace(day=1)) <= LAST.replace(day=1):
        late, wrong, missing = FAULTY.get(f"{month:%Y-%m}", (0, 0, 0))
        due = days_after(following.replace(day=5), 0)
        on_time = [day for day in workdays_of(following.year, following.month) if due and day <= due]
        uploaded = working_days_after(on_time[-1], late) if late else chance.choice(on_time)
        cases = chance.randint(0, 4) + wrong + missing
        yield {
            "period": f"{month:%Y-%m}",
            "uploaded_on": uploaded,
            "cases_due": cases,
            "uploaded": cases - missing,
            "wrong": wrong,
            "missing": missing,
            "corrected_on": working_days_after(on_time[-1], 3) if wrong or missing else None,
            "proof": sha256("receipt.png"),
            "office": "IP",
        }
        month = following


def _guidance() -> Iterator[Row]:
    for position, document in enumerate(DOCUMENTS):
        for step, unit in enumerate(("IP", "ZD", "SLS102") if position < 2 else ("IP",)):
            yield {
                "document": document,
                "taken_on": days_after(PLAN, 14 + 20 * position + 7 * step),
                "by": f"示例执法人员{step + 1}",
                "proof": sha256("briefing.pdf"),
                "office": unit,
            }
