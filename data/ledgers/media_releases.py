"""What was released through television, papers and the net."""

from data.ledgers.columns import Choice, Event, Ledger
from data.ledgers.market_columns import FILED_BY, REMARK, day, number, scan
from data.ledgers.work_columns import days_of, one_of, words
from data.texts import Text

MEDIA = (
    Choice("television", Text("电视", "Television"), ("电视台", "广播电视")),
    Choice("newspaper", Text("报刊", "Newspaper"), ("报纸",)),
    Choice("website", Text("网站", "Website"), ("政府网站", "门户网站")),
    Choice("new_media", Text("网络新媒体", "New media"), ("新媒体", "微信公众号", "公众号", "短视频")),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

KINDS = (
    Choice("typical_case", Text("典型案件", "Typical case"), ("典型案例",)),
    Choice("campaign", Text("集中宣传", "Campaign"), ("宣传周",)),
    Choice("news", Text("工作动态", "News of the work"), ("工作信息", "简讯")),
    Choice("explained", Text("政策解读", "Policy explained"), ("知识普及", "法律解读")),
    Choice("other", Text("其他", "Other"), ("其它",)),
)

LEDGER = Ledger(
    name="media_releases",
    title=Text("媒体发布台账", "Media releases"),
    definition=Text(
        "通过电视、报刊、网络新媒体发布的知识产权保护宣传，一篇（条）一条，同一稿件在多家媒体发布的分别填，按发布日期计。",
        "Releases through television, papers and the net, one row for each medium, counted by the day.",
    ),
    order=82,
    dated="released_on",
    natural_key=("office", "released_on", "medium", "title"),
    indexes=(("released_on",),),
    rollups=days_of("media_releases", Event(name="released", date="released_on"), by=("medium",)),
    columns=(
        number("FBM", "发布编号", "Release number"),
        day("released_on", "发布日期", "Released on", "发布时间", "刊发日期", example="2023-05-29"),
        words(
            "title",
            "稿件标题",
            "Title of the release",
            "标题",
            "发布内容",
            example="示例区知识产权宣传周启动",
            personal=True,
        ),
        one_of("medium", MEDIA, "媒体类别", "Medium of the release", "媒体", "发布媒体", example="网络新媒体"),
        one_of("kind", KINDS, "稿件类别", "Kind of release", "稿件类型", "发布类别", example="工作动态"),
        scan("proof", "发布截图", "Proof of the release", "报道截图"),
        FILED_BY,
        REMARK,
    ),
)
