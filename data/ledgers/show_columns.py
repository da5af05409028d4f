"""Columns shared by the ledgers of exhibitions."""

from data.ledgers.columns import Column, Kind
from data.texts import Text

AT_EXHIBITION = Column(
    name="exhibition",
    kind=Kind.REFERENCE,
    refers_to="exhibitions",
    label=Text("所在展会", "At the exhibition"),
    required=True,
    aliases=("展会编号", "展会名称", "展会"),
    example="ZH001",
)
