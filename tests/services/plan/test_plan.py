"""What a plan may say, and which one holds for a year."""

from datetime import date
from typing import Any

import pytest

from data.ledgers import ledgers
from data.registry import RegistryError, entries, proposing
from data.registry.shapes import Page
from services.plan.plan import carried_over, ledger_of, plan_of, plans, resting_on, tasks_of
from tests.services.plan.small import small


def put(tables: Any, path: tuple[str | int, ...], value: Any) -> None:
    """A value into nested tables; None takes the key out."""
    for step in path[:-1]:
        tables = tables[step]
    tables.pop(path[-1]) if value is None else tables.__setitem__(path[-1], value)


MEASURE = ("tasks", 0, "clauses", 0, "measures", 0)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            (*MEASURE, "indicator"),
            "opened",
            "tasks[0].clauses[0].measures[0].indicator: there is no “opened”;",
        ),
        ((*MEASURE, "limit"), "nolimit", "tasks[0].clauses[0].measures[0].limit: there is no “nolimit”;"),
        ((*MEASURE, "see"), {"page": "nopage"}, "tasks[0].clauses[0].measures[0].see.page: there is no “nopage”;"),
        ((*MEASURE, "see"), {"view": "x"}, "tasks[0].clauses[0].measures[0].see.page: there is no “”;"),
        ((*MEASURE, "target"), None, "tasks[0].clauses[0].measures[0].target: the rule progress needs a target"),
        ((*MEASURE, "target"), 0, "tasks[0].clauses[0].measures[0].target: has to be a whole number"),
        ((*MEASURE, "ledger"), "cases", "tasks[0].clauses[0].measures[0]: needs indicator or ledger, and one of them"),
        ((*MEASURE, "rule"), "luck", "tasks[0].clauses[0].measures[0].rule: has to be one of "),
        ((*MEASURE[:-1], 1, "due"), "5", "tasks[0].clauses[0].measures[1].due: the rule dated needs a day of the year"),
        ((*MEASURE[:-1], 1, "due"), "02-30", "tasks[0].clauses[0].measures[1].due: has to be a text"),
        (
            ("tasks", 1, "clauses", 0, "measures", 0, "ledger"),
            "zone",
            "tasks[1].clauses[0].measures[0].ledger: there",
        ),
        (("tasks", 1, "units", 0), "XX", "tasks[1].units[0]: there is no “XX”;"),
        (("tasks", 1, "group"), "rest", "tasks[1].group: there is no “rest”;"),
        (("tasks", 1, "code"), "1", "tasks[1].code: 1 is used twice"),
        (("tasks", 0, "clauses", 1, "unmeasured"), None, "tasks[0].clauses[1]: needs measures, or unmeasured"),
        (("tasks", 0, "clauses", 0, "unmeasured"), {"zh": "无", "en": "no"}, "tasks[0].clauses[0]: needs measures, or"),
    ],
)
def test_what_a_plan_may_not_say_is_refused_with_file_key_and_reason(
    path: tuple[str | int, ...], value: Any, said: str
) -> None:
    tables = small()
    put(tables["2023"], path, value)
    with proposing("plans", tables), pytest.raises(RegistryError) as refused:
        plans()
    zh, en = refused.value.text.both()
    assert en.startswith(f"plans.toml [2023] {said}"), en
    assert zh.startswith(f"plans.toml [2023] {said.partition(':')[0]}：")


def test_a_plan_is_called_by_its_year() -> None:
    with proposing("plans", {**small(), "next": small()["2023"]}), pytest.raises(RegistryError, match=r"\[next\]"):
        plans()


def test_a_year_without_a_plan_goes_by_the_newest_before_it() -> None:
    later = {
        **small()["2023"],
        "label": {"zh": "二五年方案", "en": "Plan of 2025"},
        "number": "示例〔2025〕1号",
        "issued_on": date(2025, 3, 1),
    }
    with proposing("plans", {**small(), "2025": later}):
        years = {year: plan_of(year).code for year in (2022, 2023, 2024, 2025, 2026)}
        assert years == {2022: "2023", 2023: "2023", 2024: "2023", 2025: "2025", 2026: "2025"}
        assert [carried_over(plan_of(year), year) for year in (2023, 2024, 2026)] == [False, True, True]
        assert list(plans()) == [2025, 2023]


def test_units_are_responsible_by_their_code_or_as_one_of_many() -> None:
    with proposing("plans", small()):
        plan = plan_of(2023)
    of = {
        unit: [task.code for task in tasks_of(plan, unit, kind)]
        for unit, kind in (("IP", "section"), ("S1", "office"), ("ZD", "brigade"), ("TJ", "centre"))
    }
    assert of == {"IP": ["1", "R1"], "S1": ["1", "R1"], "ZD": ["2", "R1"], "TJ": ["R1"]}


def test_the_shipped_plan_leads_from_every_measure_to_its_records_and_back() -> None:
    scripts = {page.code for page in entries("pages", Page)}
    for plan in plans().values():
        for task in plan.tasks:
            for measure in (measure for clause in task.clauses for measure in clause.measures):
                if measure.rule == "tasks":
                    continue
                assert ledger_of(measure) in ledgers()
                assert task in resting_on(plan, [ledger_of(measure)])
                assert not measure.see or measure.see["page"] in scripts
