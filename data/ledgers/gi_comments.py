"""Comments on a version of a boundary, each pinned to something on the map; written by commands alone."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind, Ledger
from data.ledgers.common import POINT
from data.texts import Text

FINDING, PLOT, VERTEX, PLACE = "finding", "plot", "vertex", "place"
PINS = (
    Choice(FINDING, Text("检查结果", "Finding")),
    Choice(PLOT, Text("地块", "Plot")),
    Choice(VERTEX, Text("界点", "Vertex")),
    Choice(PLACE, Text("地点", "Place")),
)

PENDING, ADOPTED, DECLINED, RESOLVED = "pending", "adopted", "declined", "resolved"
STATES = (
    Choice(PENDING, Text("待处理", "Pending")),
    Choice(ADOPTED, Text("采纳", "Adopted")),
    Choice(DECLINED, Text("不采纳", "Declined")),
    Choice(RESOLVED, Text("已解决", "Resolved")),
)
# An adopted comment still waits for the boundary to be changed.
OPEN = (PENDING, ADOPTED)

LEDGER = Ledger(
    name="gi_comments",
    title=Text("审图意见", "Review comments"),
    definition=Text(
        "对范围版本提出的意见，钉在检查结果、地块、界点或地点上；待处理和采纳未落实的阻止定稿。",
        "Comments on a version, pinned to a finding, plot, vertex or place; pending and adopted ones bar the sign-off.",
    ),
    own=True,
    lasting=True,
    sealed=True,
    frozen_by="closed_with",
    order=69,
    indexes=(("area",),),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("意见编号", "Comment number"),
            required=True,
            key=True,
            generated="YJ",
        ),
        Column(
            name="area", kind=Kind.REFERENCE, refers_to="gi_areas", label=Text("范围版本", "Version"), required=True
        ),
        Column(name="pin", kind=Kind.CHOICE, choices=PINS, label=Text("针对", "Pinned to"), required=True),
        Column(
            name="target",
            kind=Kind.TEXT,
            label=Text("针对的对象", "Target"),
            note=Text("检查结果编号、地块编号或界点序号。", "Id of the finding, code of the plot, or the vertex."),
        ),
        replace(POINT, label=Text("位置", "Place"), required=True),
        Column(name="about", kind=Kind.TEXT, label=Text("对象说明", "What it was about")),
        Column(name="text", kind=Kind.TEXT, label=Text("意见内容", "Comment"), required=True, searched=True),
        Column(name="due", kind=Kind.DATE, future=True, label=Text("答复期限", "Due")),
        Column(name="state", kind=Kind.CHOICE, choices=STATES, label=Text("处理状态", "State"), required=True),
        Column(name="author", kind=Kind.PERSON, personal=True, label=Text("提出人", "Author"), required=True),
        Column(name="at", kind=Kind.INSTANT, label=Text("提出时间", "At"), required=True),
        Column(name="settled_by", kind=Kind.PERSON, personal=True, label=Text("办结人", "Settled by")),
        Column(name="settled_at", kind=Kind.INSTANT, label=Text("办结时间", "Settled at")),
        Column(
            name="closed_with",
            kind=Kind.REFERENCE,
            refers_to="gi_areas",
            label=Text("随版本定稿", "Closed with"),
            note=Text("定稿时一并冻结。", "Frozen with the version that was signed off."),
        ),
    ),
)
