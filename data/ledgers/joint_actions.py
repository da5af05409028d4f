"""What the bureau does together with other authorities: joint and entrusted enforcement, joint cases, consultations."""

from data.ledgers.columns import Choice, Event, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import CASE, days_of, one_of, some_of, tally, words
from data.texts import Text

KINDS = (
    Choice("joint_enforcement", Text("联合执法", "Joint enforcement"), ("联合检查", "联合行动", "区域联合执法")),
    Choice("entrusted", Text("委托执法", "Entrusted enforcement"), ("委托",)),
    Choice("joint_case", Text("联合办案", "Joint case"), ("协同办案",)),
    Choice("consultation", Text("会商", "Consultation"), ("联席会议", "会商会议", "案件会商")),
)

PARTNERS = (
    Choice("police", Text("公安", "Police"), ("公安机关", "公安局", "公安分局")),
    Choice("procurator", Text("检察", "Procuratorate"), ("检察机关", "检察院")),
    Choice("court", Text("法院", "Court"), ("人民法院",)),
    Choice("culture", Text("文化", "Culture authority"), ("文旅", "文旅局", "文化执法", "文化和旅游局")),
    Choice("agriculture", Text("农业农村", "Agriculture authority"), ("农业农村委", "农委", "农业农村部门")),
    Choice("customs", Text("海关", "Customs")),
    Choice("other", Text("其他", "Other"), ("其它", "其他部门")),
)

LEDGER = Ledger(
    name="joint_actions",
    title=Text("协作执法台账", "Joint actions"),
    definition=Text(
        "与公安、检察、法院、文化等单位的联合执法、委托执法、联合办案和会商，一次为一条，按开展日期计。",
        "Joint and entrusted enforcement, joint cases and consultations with other authorities, counted by the day.",
    ),
    order=70,
    dated="acted_on",
    natural_key=("office", "acted_on", "kind", "topic"),
    indexes=(("acted_on",),),
    rollups=days_of("joint_actions", Event(name="acted", date="acted_on", sums=("people",)), by=("kind",)),
    columns=(
        number("LHZ", "协作编号", "Joint action number"),
        one_of("kind", KINDS, "协作方式", "Kind of joint action", "协作类型", "形式", example="联合执法"),
        day("acted_on", "开展日期", "Acted on", "开展时间", "行动日期", "会商日期", example="2023-05-29"),
        some_of("partners", PARTNERS, "协作单位", "Partners", "参与单位", "联合单位", "配合单位", example="公安"),
        words(
            "topic",
            "协作事项",
            "Topic of the joint action",
            "行动名称",
            "事项",
            "会商议题",
            example="侵权假冒商品联合检查",
            personal=True,
        ),
        words("lead_unit", "牵头单位", "Leading unit", "牵头部门"),
        CASE,
        tally("people", "参加人次", "People taking part", "人次", "出动人次", "参加人数", example="6"),
        words("result", "协作结果", "Result of the joint action", "行动结果", "会商结果", personal=True),
        scan("proof", "协作记录材料", "Proof of the joint action", "会议纪要", "行动记录"),
        FILED_BY,
        REMARK,
    ),
)
