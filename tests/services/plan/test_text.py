"""The plan of 2023 as data against its text: every task and requirement stands word for word."""

from pathlib import Path

import pytest

from data.registry import entries, shipped
from data.registry.plan_shapes import Plan, Task
from data.registry.shaped import shaped
from data.texts import Text
from services.plan.plan import REQUIREMENTS, TOGETHER

WRITTEN = Path(__file__).with_name("plan-2023.txt").read_text(encoding="utf-8").splitlines()
LINES = [line.strip() for line in WRITTEN if line.strip()]
PLAN = next(plan for plan in shaped("plans", shipped("plans")) if isinstance(plan, Plan))
ORDINALS = "一二三四五六七八九十"


def units(codes: tuple[str, ...]) -> str:
    names = {entry.code: entry.label for entry in entries("offices")} | TOGETHER
    return "、".join(names[code].zh for code in codes)


def paragraphs() -> list[str]:
    """The tasks and requirements as the plan prints them."""
    tasks = [task for task in PLAN.tasks if task.group != REQUIREMENTS]
    requirements = [task for task in PLAN.tasks if task.group == REQUIREMENTS]
    return [
        *(f"{task.code}. {told(task)}（责任部门：{units(task.units)}）" for task in tasks),
        *(f"（{ordinal}）{told(task)}" for ordinal, task in zip(ORDINALS, requirements, strict=False)),
    ]


def told(task: Task) -> str:
    return f"{task.label.zh}。{''.join(clause.text.zh for clause in task.clauses)}"


@pytest.mark.parametrize("paragraph", paragraphs(), ids=lambda text: text[:6])
def test_every_task_and_requirement_stands_word_for_word(paragraph: str) -> None:
    assert paragraph in LINES


def test_nothing_of_the_plan_is_left_out() -> None:
    """Its eleven numbered tasks, its three requirements, and the headings of their groups."""
    numbered = [line for line in LINES if line.partition(". ")[0].isdecimal()]
    requirements = LINES[LINES.index("三、工作要求") + 1 :]
    assert sorted(paragraphs()) == sorted(numbered + requirements)
    assert (len(numbered), len(requirements)) == (11, 3)
    headings = {line.partition("）")[2] for line in LINES if line.startswith("（")} - {
        line.partition("）")[2] for line in requirements
    }
    assert headings == {group.label.zh for group in PLAN.groups if group.code != REQUIREMENTS}


def test_the_plan_is_named_as_it_is_printed() -> None:
    assert PLAN.number in LINES
    assert PLAN.label.zh == LINES[LINES.index("实施方案") - 1] + "实施方案"
    assert f"{PLAN.issued_on.year}年{PLAN.issued_on.month}月{PLAN.issued_on.day}日" in LINES


def test_every_clause_has_a_measure_or_a_reason_and_is_told_in_both_languages() -> None:
    for clause in (clause for task in PLAN.tasks for clause in task.clauses):
        assert bool(clause.measures) != bool(clause.unmeasured), clause.text.zh
        assert all(clause.text.both())
        assert isinstance(clause.unmeasured, Text | None)


def test_the_numbers_that_the_plan_names_are_its_targets() -> None:
    """不少于5人; three documents; by the 5th of every month, of which a year has twelve. No other number is one."""
    targets = {
        one.indicator: (one.target, one.due)
        for task in PLAN.tasks
        for clause in task.clauses
        for one in clause.measures
        if one.target
    }
    assert targets == {
        "qualified_people": (5, ""),
        "guidance_in_use": (3, "12-31"),
        "uploads_on_time": (12, "5"),
    }
