"""The data dictionary: every declaration as one Markdown document, written by the board itself."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from data.ledgers import ledgers
from data.ledgers.columns import KIND_LABELS, Choice, Column, Event, Kind, Ledger, Rollup
from data.registry import SHIPPED, entries, read
from data.registry.plan_shapes import Measure, Plan
from data.texts import Text
from services.days.lights import LIGHTS, RULES

PATH = Path(__file__).parents[2] / "docs" / "dictionary.md"
HEAD = """# 数据字典 · Data dictionary

由 `python run.py dictionary` 根据声明生成，请勿手工修改；声明改动后重新生成，`--check` 核对是否一致。
Generated from the declarations by `python run.py dictionary`; don't edit it by hand.
"""
# What has a column of its own.
SHOWN = ("label", "aliases", "definition")
REGISTRIES = {
    "definitions": Text("共用口径", "Definitions that pages share"),
    "offices": Text("单位", "Offices every store starts with"),
    "townships": Text("街镇", "Townships"),
    "sectors": Text("行业", "Sectors"),
    "product-groups": Text("地理标志产品组别", "GI product groups"),
    "time-limits": Text("时限", "Time limits"),
    "legal-bases": Text("案由的法律依据", "Legal bases of acts"),
    "transfer-thresholds": Text("移送公安的数额标准", "Amounts for handing to the police"),
    "indication": Text("审图界限值", "Thresholds of boundary checks"),
    "mark-use": Text("用标平衡阈值", "Thresholds of mark use"),
    "zone": Text("示范区申报事项", "Topics of the zone application"),
    "reporting": Text("报送时限", "Reporting"),
    "indicators": Text("指标", "Indicators"),
    "ladders": Text("规范化市场培育级别", "Ladders of standardised markets"),
    "stages": Text("培育阶段", "Stages of cultivation"),
    "milestones": Text("培育节点", "Milestones of cultivation"),
    "criteria-groups": Text("评价指标分组", "Groups of criteria"),
    "criteria": Text("评价指标", "Criteria"),
    "references": Text("参考数据", "Reference figures"),
    "forms": Text("报表", "Forms"),
    "pages": Text("页面", "Pages"),
}
DOUBT = "（只提示，不拒收 a doubt, nothing is refused）"
GRAINS = {"day": Text("日", "day"), "month": Text("月", "month")}


def dictionary() -> str:
    """The whole dictionary as Markdown: ledgers with columns, rules and rollups, the lights, then the registries."""
    parts = [HEAD, *(_ledger(ledger) for ledger in ledgers().values())]
    parts.append(_lights())
    parts += [_registry(name, title) for name, title in REGISTRIES.items() if (SHIPPED / f"{name}.toml").is_file()]
    parts += [_plan(plan) for plan in entries("plans", Plan)]
    return "\n".join(parts)


def _plan(plan: Plan) -> str:
    """A year's plan: by what each of its clauses is measured."""
    rows = (
        (
            task.code,
            clause.text.zh,
            "<br>".join(map(_measure, clause.measures)) or _both(clause.unmeasured or Text("", "")),
        )
        for task in plan.tasks
        for clause in task.clauses
    )
    heads = ("任务 Task", "条款 Clause", "衡量 Measured by")
    return "\n".join([f"## {_both(plan.label)} `plans/{plan.code}.toml`", "", *_table(heads, rows), ""])


def _measure(one: Measure) -> str:
    """What is counted, and under which names of the plan's file the rest stands."""
    named = ("rule", "target", "per", "due", "limit")
    told = (f"{name}: {value}" for name in named if (value := getattr(one, name)))
    return ", ".join(filter(None, (f"`{one.indicator or one.ledger or 'tasks'}`", *told)))


def _ledger(ledger: Ledger) -> str:
    lines = [f"## {_both(ledger.title)} `{ledger.name}`", "", _both(ledger.definition), ""]
    lines += _table(("列 Column", "代码 Code", "种类 Kind", "要求 Demands", "说明 Notes"), map(_column, ledger.columns))
    if ledger.rules:
        rules = (
            (_both(rule.message) + DOUBT * rule.doubt, f"`{rule.column}`", _both(rule.mend)) for rule in ledger.rules
        )
        lines += ["", "校验规则 Rules", "", *_table(("不符 Fault", "列 Column", "处理 Mend"), rules)]
    if ledger.rollups:
        lines += [
            "",
            "汇总表 Rollups",
            "",
            *_table(("表 Table", "分组 By", "计数 Counts"), map(_rollup, ledger.rollups)),
        ]
    return "\n".join([*lines, ""])


def _column(column: Column) -> tuple[str, ...]:
    kind = _both(KIND_LABELS[column.kind]) + (f"（{column.unit}）" if column.unit else "")
    return _both(column.label), f"`{column.name}`", kind, "<br>".join(_demands(column)), "<br>".join(_notes(column))


def _demands(column: Column) -> Iterable[str]:
    """What a value must satisfy, and who may see it."""
    if column.required:
        yield "必填 required"
    if column.key:
        yield "主键 key"
    if column.generated:
        yield f"留空则编号 numbered {column.generated}…"
    if column.minimum is not None:
        yield f"≥ {column.minimum}"
    if column.maximum is not None:
        yield f"≤ {column.maximum}"
    if column.kind is Kind.DATE and not column.future:
        yield "不晚于当日 not after today"
    if column.refers_to:
        yield f"引用 refers to `{column.refers_to}`"
    if column.personal:
        yield "个人信息，脱敏 personal, masked"
    if column.hidden_until:
        yield f"`{column.hidden_until}` 前不公开 hidden until then"


def _notes(column: Column) -> Iterable[str]:
    if column.note:
        yield _both(column.note)
    if isinstance(column.choices, str):
        yield f"取值见 choices: `{column.choices}`"
    elif column.choices:
        yield "；".join(map(_choice, column.choices))
    if column.aliases:
        yield "又名 also: " + "、".join(column.aliases)


def _choice(choice: Choice) -> str:
    definition = f"（{_both(choice.definition)}）" if choice.definition else ""
    return f"{_both(choice.label)} `{choice.code}`{definition}"


def _rollup(rollup: Rollup) -> tuple[str, ...]:
    by = "、".join([_both(GRAINS[rollup.grain]), *(f"`{name}`" for name in rollup.by)])
    return f"`{rollup.name}`", by, "<br>".join(map(_event, rollup.events))


def _event(event: Event) -> str:
    """What is counted by which date, what is added up, and which days are kept as a histogram."""
    text = f"`{event.name}`: `{event.date}`"
    if event.sums:
        text += " Σ " + "、".join(f"`{name}`" for name in event.sums)
    if event.since:
        text += f" − `{event.since}`" + (f" − `{event.without}`" if event.without else "")
    return text


def _lights() -> str:
    """How every state looks, and the rules by which a matter gets it, in the order of gravity."""
    states = ((light.shape, _both(light.label), f"`{light.code}`", light.colour) for light in LIGHTS.values())
    rules = (
        (f"`{name}`", _both(rule.definition), _both(rule.source), "、".join(light.label.zh for light in rule.gives))
        for name, rule in RULES.items()
    )
    lines = ["## 亮灯 · Lights", "", *_table(("形 Shape", "名称 Name", "代码 Code", "色 Colour"), states), ""]
    return "\n".join([*lines, *_table(("规则 Rule", "口径 Definition", "来源 Source", "可得 Gives"), rules), ""])


def _registry(name: str, title: Text) -> str:
    rows = (
        (
            f"`{entry.code}`",
            _both(entry.label),
            _both(entry.definition) if entry.definition else "",
            "、".join(entry.aliases),
            "<br>".join(f"{key}: {_value(value)}" for key, value in table.items() if key not in SHOWN),
        )
        for entry, table in zip(entries(name), read(name).values(), strict=True)
    )
    heads = ("代码 Code", "名称 Name", "口径 Definition", "又名 Also", "其他 More")
    return "\n".join([f"## {_both(title)} `{name}.toml`", "", *_table(heads, rows), ""])


def _value(value: Any) -> str:
    """Whatever a registry file says of an entry: texts in both languages, tables as key=value."""
    match value:
        case {"zh": zh, "en": en}:
            return _both(Text(zh, en))
        case dict():
            return ", ".join(f"{key}={_value(part)}" for key, part in value.items())
        case list():
            return "；".join(map(_value, value))
        case _:
            return str(value)


def _both(text: Text) -> str:
    return text.zh if text.en in ("", text.zh) else f"{text.zh} · {text.en}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
