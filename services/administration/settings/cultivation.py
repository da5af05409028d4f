"""The registries of the standardised markets: groups, criteria, ladders, stages and milestones."""

from data.registry import shipped
from data.texts import Text
from services.administration.settings.fields import Field, FieldKind
from services.administration.settings.setting import ALIASES, DEFINITION, GRADE, LABEL, SOURCE, Setting
from services.cultivation.criteria import PROOFS, criteria, groups
from services.cultivation.ladders import ladders, milestones, stages


def _number(name: str, zh: str, en: str, low: int, high: int) -> Field:
    return Field(name=name, label=Text(zh, en), kind=FieldKind.NUMBER, low=low, high=high)


POINTS = _number("points", "分值", "Points", 0, 100)

CULTIVATION = (
    Setting(
        name="criteria-groups",
        title=Text("评价指标组", "Groups of criteria"),
        note=Text(
            "计分组各指标分值之和须等于该组分值，不等则不予保存。",
            "The criteria of a scored group must add up to its points; nothing else is saved.",
        ),
        fields=(LABEL, POINTS, DEFINITION, SOURCE, GRADE),
        check=lambda: (groups(), criteria()),
    ),
    Setting(
        name="criteria",
        title=Text("评价指标", "Criteria"),
        note=Text(
            "新增的对照项分值为 1；分值填 0 即停用。计分指标拆分、调分须同时改几项，请维护人员在数据文件夹的指标文件中"
            "一次改好。代码一经使用不能改。",
            "A criterion that is only held against has 1 point; 0 takes it out of use. To split scored ones, or move "
            "points between them, change them together in the file of criteria in the data folder. A code never "
            "changes.",
        ),
        fields=(
            LABEL,
            Field(
                name="group",
                label=Text("指标组", "Group"),
                kind=FieldKind.CHOICE,
                choices={code: Text(**group["label"]) for code, group in shipped("criteria-groups").items()},
            ),
            POINTS,
            Field(name="proof", label=Text("证明材料", "Proof"), kind=FieldKind.CHOICE, choices=PROOFS),
            _number("effort", "补齐所需人日", "Person-days to fill it", 1, 365),
            DEFINITION,
            SOURCE,
        ),
        check=criteria,
        adds=True,
    ),
    Setting(
        name="ladders",
        title=Text("培育级别", "Ladders"),
        note=Text(
            "阶段依次写其名称，用“；”分开，可增删调序；历史记录不变。",
            "The stages in order by name or code, separated by ;. Records of the past stay as they are.",
        ),
        fields=(
            LABEL,
            Field(
                name="stages",
                label=Text("阶段", "Stages"),
                kind=FieldKind.WORDS,
                choices={code: Text(**stage["label"]) for code, stage in shipped("stages").items()},
            ),
            DEFINITION,
            SOURCE,
            GRADE,
        ),
        check=ladders,
    ),
    Setting(
        name="stages",
        title=Text("培育阶段", "Stages"),
        note=Text(
            "通常时长和称号年限未核实的留空。",
            "Leave the usual length and the years of a title empty where they are not verified.",
        ),
        fields=(
            LABEL,
            Field(name="entry", label=Text("进入条件", "Condition of entry"), kind=FieldKind.LONG),
            _number("days", "通常时长（天）", "Usual length in days", 1, 3650),
            _number("years", "称号有效年限", "Years a title holds", 1, 20),
            DEFINITION,
            SOURCE,
            GRADE,
        ),
        check=lambda: (stages(), ladders()),
    ),
    Setting(
        name="milestones",
        title=Text("培育节点", "Milestones"),
        note=Text(
            "有法定日期的节点只改提前提示天数；其他节点的期限在台账中逐项录入。",
            "Those that a rule dates: only how early they are near. The others get their day in the ledger.",
        ),
        fields=(
            LABEL,
            ALIASES,
            _number("near_days", "提前几天提示", "Near so many days before", 0, 365),
            DEFINITION,
            SOURCE,
        ),
        check=milestones,
        adds=True,
    ),
)
