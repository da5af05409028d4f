"""Columns shared by the ledgers of a standardised market's own work (cultivation, commitments, exits …)."""

from dataclasses import replace

from data.ledgers.columns import Choice, Column, Kind
from data.ledgers.common import MARKET, NOTE, OFFICE
from data.texts import Text

OFFLINE, ONLINE = "offline", "online"
CHANNELS = (
    Choice(OFFLINE, Text("线下摊位", "Stalls"), ("线下", "实体")),
    Choice(ONLINE, Text("线上渠道", "Online channel"), ("线上", "网上", "网络")),
)

AT_MARKET = replace(MARKET, label=Text("规范化市场", "Standardised market"), required=True, example="SC001")

LADDER = Column(
    name="ladder",
    kind=Kind.CHOICE,
    choices="ladders",
    label=Text("培育级别", "Ladder"),
    required=True,
    aliases=("级别", "阶梯"),
    example="市级",
)

STAGE = Column(
    name="stage",
    kind=Kind.CHOICE,
    choices="stages",
    label=Text("培育阶段", "Stage"),
    required=True,
    aliases=("阶段", "当前阶段"),
    example="培育",
)

CHANNEL = Column(
    name="channel",
    kind=Kind.CHOICE,
    choices=CHANNELS,
    label=Text("线上线下", "Stalls or online"),
    required=True,
    aliases=("渠道", "经营渠道"),
    example="线下摊位",
)

MERCHANT = Column(
    name="merchant",
    kind=Kind.PERSON,
    personal=True,
    searched=True,
    label=Text("商户", "Merchant"),
    required=True,
    aliases=("商户名称", "经营户", "经营者", "摊主"),
    example="示例商行",
)

FILED_BY = replace(OFFICE, label=Text("填报单位", "Filed by"), aliases=(*OFFICE.aliases, OFFICE.label.zh, "报送单位"))

REMARK = replace(NOTE, personal=True)


def number(prefix: str, zh: str, en: str, *aliases: str) -> Column:
    """The key of a ledger whose rows the board numbers."""
    return Column(
        name="number",
        kind=Kind.IDENTIFIER,
        label=Text(zh, en),
        key=True,
        generated=prefix,
        searched=True,
        aliases=("编号", *aliases),
        note=Text("留空则由看板编号，并在导出表中返回。", "Leave it empty and the board numbers it."),
    )


def scan(name: str, zh: str, en: str, *aliases: str) -> Column:
    """A kept file, by the hash of its content."""
    return Column(
        name=name,
        kind=Kind.ATTACHMENT,
        label=Text(zh, en),
        aliases=aliases,
        note=Text(
            "附件编号（64 位）；文件在页面上传，表内只留编号。",
            "The file's hash: upload the file on the page, the sheet holds only its hash.",
        ),
    )


def day(name: str, zh: str, en: str, *aliases: str, example: str = "", future: bool = False) -> Column:
    """A date; one with an example is required."""
    return Column(
        name=name,
        kind=Kind.DATE,
        label=Text(zh, en),
        aliases=aliases,
        required=bool(example),
        future=future,
        example=example,
    )
