"""The year's plan: this year's or next year's made from the last one."""

from data.clock import today
from data.registry import Tables, read
from data.texts import Text
from services.administration.settings.fields import Field, FieldKind
from services.administration.settings.setting import LABEL, Setting
from services.plan.plan import plans


def with_next(_name: str) -> Tables:
    """The plans that hold, and for this year and the next one without a plan what the newest one says, to begin
    with: its own number and day are still to be filled in."""
    held = read("plans")
    newest = max(held)
    missing = [str(year) for year in (today().year, today().year + 1) if str(year) > newest]
    return {**held, **{year: _carried_over(held[newest], newest, year) for year in missing}}


def _carried_over(plan: Tables, old: str, new: str) -> Tables:
    label = {language: text.replace(old, new) for language, text in plan["label"].items()}
    return {**{name: value for name, value in plan.items() if name not in ("number", "issued_on")}, "label": label}


PLAN = Setting(
    name="plans",
    title=Text("年度方案", "Yearly plans"),
    note=Text(
        "本年、下一年的方案由最近一年的抄来：任务、条款、单位和期限不变，填上新的文号和印发日期，核对目标即可；条款有改动的，"
        "请维护人员在数据文件夹的方案文件中改。没有方案的年份沿用最近一年的。",
        "A plan of this year or the next is copied from the last: tasks, clauses, units and deadlines stay; "
        "fill in its number and day of issue, and check the targets. Where clauses change, "
        "change them in the file of plans in the data folder. A year without a plan goes by the newest.",
    ),
    fields=(
        LABEL,
        Field(name="number", label=Text("文号", "Document number"), kind=FieldKind.LINE),
        Field(
            name="issued_on",
            label=Text("印发日期", "Issued on"),
            kind=FieldKind.DAY,
            note=Text("如 2027-03-01", "Like 2027-03-01"),
        ),
        Field(
            name="tasks",
            label=Text("目标", "Targets"),
            kind=FieldKind.TARGETS,
            note=Text("每行一个：指标名 = 目标。", "One on each line: the indicator = its target."),
        ),
    ),
    check=plans,
    whole=True,
    shipped=with_next,
)
