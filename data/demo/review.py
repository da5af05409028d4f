"""The review of the demonstration's boundary: three versions, what invented people said of them, and what became of
each. A comment is pinned to the first finding of a check, or to a place."""

from dataclasses import dataclass
from datetime import date

FIRST_FILE, SECOND_FILE, THIRD_FILE = "demo-boundary-1.zip", "demo-boundary-2.csv", "demo-boundary-3.geojson"
# Two of the IP section, and one of the office in whose township the area lies.
AUTHOR, SECOND, OFFICE = "SLR101", "SLR117", "SLR112"


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply; `state` is a code of `gi_comments.STATES`, "" where it leaves the comment as it was."""

    by: str
    on: date
    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: `about` is the code of a check, or a place as "longitude,latitude"."""

    by: str
    on: date
    about: str
    text: str
    due: date | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A version on its way: `declared_mu` in 亩, `outcome` "returned", "signed" or "" while it is under review."""

    file: str
    title: str
    declared_mu: float
    drafted: date
    submitted: date
    remarks: tuple[Remark, ...]
    outcome: str = ""
    decided: date | None = None
    words: str = ""


# Before any plots were known, and after the second season.
BEFORE_PLOTS = (
    Round(
        FIRST_FILE,
        "示意保护范围 第一稿（演示）",
        26_000,
        date(2024, 6, 18),
        date(2024, 6, 20),
        (
            Remark(
                SECOND,
                date(2024, 6, 25),
                "self_intersection",
                "界线在此处交叉，内外无法判定，请核对测点顺序。",
                date(2024, 7, 5),
                (Answer(AUTHOR, date(2024, 6, 27), "两点顺序颠倒，下一稿改正。", "adopted"),),
            ),
            Remark(SECOND, date(2024, 6, 25), "outside_district", "此处超出区界示意线，请与法定界线核对后收回。"),
            Remark(
                OFFICE,
                date(2024, 6, 26),
                "spike",
                "尖刺疑为误采点，建议删除。",
                None,
                (Answer(AUTHOR, date(2024, 6, 27), "", "adopted"),),
            ),
            Remark(OFFICE, date(2024, 6, 26), "declared_area", "申报面积与图形相差较大，请说明申报数的来源。"),
        ),
        "returned",
        date(2024, 7, 1),
        "界线自相交，局部超出区界示意线，申报面积不符，请改正后重新送审",
    ),
    Round(
        SECOND_FILE,
        "示意保护范围 第二稿（演示）",
        21_230,
        date(2024, 7, 22),
        date(2024, 7, 24),
        (
            Remark(
                OFFICE,
                date(2024, 7, 30),
                "116.981500,39.079000",
                "东侧界线以什么为依据？",
                date(2024, 8, 9),
                (
                    Answer(AUTHOR, date(2024, 8, 2), "示意线，无依据，仅供演练。"),
                    Answer(OFFICE, date(2024, 8, 5), "已知悉。", "resolved"),
                ),
            ),
        ),
        "signed",
        date(2024, 8, 20),
        "演练定稿",
    ),
)

AFTER_PLOTS = (
    Round(
        THIRD_FILE,
        "示意保护范围 第三稿（演示）",
        23_000,
        date(2026, 9, 8),
        date(2026, 9, 10),
        (
            Remark(
                SECOND,
                date(2026, 9, 14),
                "self_intersection",
                "界线在此处交叉，请接受修复或改正后重新导入。",
                date(2026, 9, 25),
            ),
            Remark(
                OFFICE,
                date(2026, 9, 15),
                "mark_user_outside",
                "该地块为用标主体所种而在范围之外，请核实能否用标。",
                date(2026, 10, 16),
                (Answer(AUTHOR, date(2026, 9, 18), "已请示例主体说明情况。", "adopted"),),
            ),
            Remark(
                OFFICE,
                date(2026, 9, 15),
                "hole",
                "此处空洞是否为水面？如有意除外请注明。",
                None,
                (Answer(AUTHOR, date(2026, 9, 18), "系示意水面，有意除外，界线不改。", "declined"),),
            ),
            Remark(
                OFFICE,
                date(2026, 9, 16),
                "plot_overlap",
                "两块地块重叠，产量会重复计算，请示例辛口所核实。",
                date(2026, 12, 11),
            ),
            Remark(
                SECOND,
                date(2026, 9, 21),
                "116.983000,39.072000",
                "东侧扩大的部分请附种植情况说明。",
                date(2026, 12, 18),
                (Answer(AUTHOR, date(2026, 9, 23), "正在整理。"),),
            ),
        ),
    ),
)

# What proves an item of the zone's application: the item, and the title of an invented paper.
EVIDENCE = {
    "示例：核查近三年质量安全情况": "示例核查说明",
    "示例：修订专用标志管理办法": "示例管理办法",
    "示例：建立联席会议机制": "示例会议纪要",
    "示例：核定地块与种植户": "示例地块清单",
}
EVIDENCE_TEXT = "演示数据，虚构，仅供演练。"
