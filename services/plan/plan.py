"""The year's plan as it is declared: which tasks there are, who is responsible, by what each clause is measured.

What a plan refers to is judged as it is loaded: a RegistryError names the file, the key and the reason.
"""

from collections.abc import Collection

from data.ledgers import ledgers
from data.ledgers.offices import OFFICE
from data.registry import RegistryError, entries, judged_by
from data.registry.plan_shapes import Clause, Measure, Plan, Task
from data.registry.remembered import remembered
from data.registry.shapes import Page
from data.texts import Text
from services.days.limits import limits
from services.indicators import indicators

REQUIREMENTS = "requirements"
# Units that a plan names together, and the words it has for them.
OFFICES, RELATED, DEPARTMENTS = "offices", "related_offices", "departments"
TOGETHER = {
    OFFICES: Text("各市场监管所", "all offices"),
    RELATED: Text("各相关市场监管所", "the offices concerned"),
    DEPARTMENTS: Text("各相关部门", "all units concerned"),
}


@remembered("plans", "indicators", "time-limits", "offices", "pages")
def plans() -> dict[int, Plan]:
    """Every plan by its year, the newest first. Raises RegistryError."""
    found = {_year(plan.code): plan for plan in entries("plans", Plan)}
    for plan in found.values():
        _check(plan)
    return dict(sorted(found.items(), reverse=True))


def plan_of(year: int) -> Plan:
    """The plan of a year; where there is none the newest one before it, or else the oldest."""
    found = plans()
    return found[max((one for one in found if one <= year), default=min(found))]


def carried_over(plan: Plan, year: int) -> bool:
    """Whether a plan holds for a year that has none of its own."""
    return int(plan.code) != year


def unit_names() -> dict[str, Text]:
    """What a plan may call its units, by code."""
    return {entry.code: entry.label for entry in entries("offices")} | TOGETHER


def tasks_of(plan: Plan, unit: str, kind: str) -> tuple[Task, ...]:
    """The tasks for which a unit of that kind is responsible: named itself, or as one of many."""
    named = {unit, DEPARTMENTS, *((OFFICES, RELATED) if kind == OFFICE else ())}
    return tuple(task for task in plan.tasks if named & set(task.units))


def ledger_of(measure: Measure) -> str:
    """The ledger whose rows a measure rests on; "" where it rests on the other tasks."""
    return indicators()[measure.indicator].ledger if measure.indicator else measure.ledger


def limit_named(code: str) -> Text | None:
    """The name of a time limit; None without one."""
    return limits()[code].label if code else None


def resting_on(plan: Plan, names: Collection[str]) -> tuple[Task, ...]:
    """The tasks with a measure that rests on one of these ledgers."""
    return tuple(
        task
        for task in plan.tasks
        if any(ledger_of(measure) in names for clause in task.clauses for measure in clause.measures)
    )


def _year(code: str) -> int:
    if not (code.isascii() and code.isdecimal() and len(code) == 4):
        raise RegistryError(f"plans.toml [{code}]", Text("不是年份，应写作 2027", "is no year; write it as 2027"))
    return int(code)


def _check(plan: Plan) -> None:
    where, groups = f"plans.toml [{plan.code}]", {group.code for group in plan.groups}
    codes = [task.code for task in plan.tasks]
    for place, task in enumerate(plan.tasks):
        at = f"{where} tasks[{place}]"
        _known(f"{at}.group", task.group, groups)
        if codes.index(task.code) != place:
            raise RegistryError(f"{at}.code", Text(f"{task.code} 已用过", f"{task.code} is used twice"))
        for number, unit in enumerate(task.units):
            _known(f"{at}.units[{number}]", unit, unit_names())
        for number, clause in enumerate(task.clauses):
            _check_clause(f"{at}.clauses[{number}]", clause)


def _check_clause(at: str, clause: Clause) -> None:
    if bool(clause.measures) == (clause.unmeasured is not None):
        why = Text(
            "measures 和 unmeasured 须写其一，且只写其一", "needs measures, or unmeasured with the reason, and not both"
        )
        raise RegistryError(at, why)
    for number, measure in enumerate(clause.measures):
        _check_measure(f"{at}.measures[{number}]", measure)


def _check_measure(at: str, measure: Measure) -> None:
    if (bool(measure.indicator) + bool(measure.ledger)) != (measure.rule != "tasks"):
        raise RegistryError(
            at,
            Text(
                "indicator 和 ledger 须写其一（rule 为 tasks 的都不写）", "needs indicator or ledger, and one of them"
            ),
        )
    if measure.rule == "progress" and measure.target is None:
        raise RegistryError(f"{at}.target", Text("rule 为 progress 的须有目标", "the rule progress needs a target"))
    if measure.rule == "dated" and "-" not in measure.due:
        raise RegistryError(f"{at}.due", Text("rule 为 dated 的须有当年期限", "the rule dated needs a day of the year"))
    pages = {page.code for page in entries("pages", Page)}
    for key, code, known in (
        ("indicator", measure.indicator, indicators()),
        ("ledger", measure.ledger, ledgers()),
        ("limit", measure.limit, limits()),
        ("see.page", measure.see.get("page", ""), pages),
    ):
        if code or (key == "see.page" and measure.see):
            _known(f"{at}.{key}", code, known)


def _known(at: str, code: str, known: Collection[str]) -> None:
    if code not in known:
        raise RegistryError(at, Text(f"没有“{code}”", f"there is no “{code}”; known: {', '.join(known)}"))


judged_by("plans", plans)
