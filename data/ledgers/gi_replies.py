"""Replies in the thread of a comment, with the state a reply gave it; written by commands alone."""

from data.ledgers.columns import Column, Kind, Ledger
from data.ledgers.gi_comments import STATES
from data.texts import Text

LEDGER = Ledger(
    name="gi_replies",
    title=Text("意见答复", "Replies"),
    definition=Text("对审图意见的答复和处理，一次一条。", "Replies to a comment and what was decided, one row each."),
    own=True,
    lasting=True,
    sealed=True,
    order=70,
    indexes=(("comment",),),
    columns=(
        Column(
            name="number",
            kind=Kind.IDENTIFIER,
            label=Text("答复编号", "Reply number"),
            required=True,
            key=True,
            generated="DF",
        ),
        Column(
            name="comment",
            kind=Kind.REFERENCE,
            refers_to="gi_comments",
            label=Text("审图意见", "Comment"),
            required=True,
        ),
        Column(name="text", kind=Kind.TEXT, label=Text("答复内容", "Reply")),
        Column(name="state", kind=Kind.CHOICE, choices=STATES, label=Text("处理结果", "State given")),
        Column(name="author", kind=Kind.PERSON, personal=True, label=Text("答复人", "Author"), required=True),
        Column(name="at", kind=Kind.INSTANT, label=Text("答复时间", "At"), required=True),
    ),
)
