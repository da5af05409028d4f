"""Settings of the bureau's own, dated: each row is one own registry file, which the store writes anew from it."""

import polars as pl

from data.ledgers.columns import Column, Kind, Ledger, Rule
from data.texts import Text

LEDGER = Ledger(
    name="settings",
    title=Text("设置记录", "Settings"),
    definition=Text(
        "本局自定的设置：每个声明文件每个生效日期一条，只在“管理”页改动。",
        "What the bureau has set itself: one row for each registry file and day from which it holds; changed on the "
        "page Administration only.",
    ),
    own=True,
    lasting=True,
    order=8,
    columns=(
        Column(
            name="registry",
            kind=Kind.IDENTIFIER,
            label=Text("声明文件", "Registry file"),
            required=True,
            key=True,
            example="reporting",
        ),
        Column(
            name="holds_from",
            kind=Kind.DATE,
            label=Text("生效日期", "Holds from"),
            required=True,
            key=True,
            future=True,
            example="2026-12-01",
        ),
        Column(
            name="content",
            kind=Kind.TEXT,
            label=Text("内容", "Content"),
            required=True,
            note=Text("TOML 文本，只含改动的键。", "TOML, only the keys that are changed."),
        ),
        Column(name="why", kind=Kind.TEXT, label=Text("理由", "Reason"), required=True),
    ),
    rules=(
        Rule(
            name="on_its_page",
            column="content",
            # A sheet can't be held against what the registry's own loader demands.
            broken=lambda: pl.lit(True),
            message=Text("设置不能随表报入或在台账中更正", "settings are neither handed in nor corrected here"),
            mend=Text("在“管理”页的“设置”中修改", "change them on the page Administration, under Settings"),
        ),
    ),
)
