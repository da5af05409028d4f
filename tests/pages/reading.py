"""What a tested page shows its reader: its texts, and everything that is sent to the browser."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# The fields of Streamlit's messages that people read; others hold ids, formats, paths and data.
READ = {"label", "body", "help", "placeholder", "delta", "delta_description", "content", "options", "alt"}
MARKUP = re.compile(r":material/\w+:|:[\w-]+\[|\]\([^)]*\)|<[^>]*>|&nbsp;")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts(board: AppTest) -> list[str]:
    """Every text of the page and its sidebar, without markup: labels, helps, tables, titles in figures."""
    found = (MARKUP.sub(" ", text).strip() for node in nodes(board) for text in _texts(node))
    return [text for text in found if text]


def sent(board: AppTest) -> str:
    """All that goes to the browser as one text: maps, figures and tables with their rows."""
    whole = "\n".join(node.proto.SerializeToString().decode("utf-8", "ignore") for node in nodes(board))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), whole)


def nodes(board: AppTest) -> Iterator[Any]:
    """All elements and containers of the page and its sidebar, in their order."""
    return (node for node in chain(board.main, board.sidebar) if isinstance(getattr(node, "proto", None), Message))


def of_type(board: AppTest, kind: str) -> list[Any]:
    """The elements of one type, such as page_link, that AppTest has no name for."""
    return [node for node in nodes(board) if node.type == kind]


def _texts(node: Any) -> Iterator[str]:
    if node.type == "dataframe":
        yield from _table(node)
    elif node.type == "vega_lite_chart":
        yield from _titles(json.loads(node.proto.spec))
    else:
        yield from _read(node.proto)


def _table(node: Any) -> Iterator[str]:
    """Headers and cells; what Streamlit writes into an empty cell is "None" unless the page says otherwise."""
    configured = json.loads(node.proto.columns or "{}")
    empty = node.proto.placeholder if node.proto.HasField("placeholder") else "None"
    for name in node.value.columns:
        yield (configured.get(name) or {}).get("label") or name
        yield from (empty if cell is None or cell != cell else str(cell) for cell in node.value[name])


def _read(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _read(one)
            elif isinstance(one, str) and field.name in READ:
                yield one


def _titles(spec: Any) -> Iterator[str]:
    """The titles and texts of a figure's specification, at any depth."""
    if isinstance(spec, dict):
        yield from (value for name, value in spec.items() if name in ("title", "text") and isinstance(value, str))
    for part in spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ():
        yield from _titles(part)
