"""What can't be seen in a text, and what no database takes, never reaches the store; both databases alike."""

import pytest

from data.store import (
    Attachment,
    Change,
    Store,
    commit,
    drafts_on,
    get_attachment,
    keep_draft,
    put_attachment,
    read_rows,
)
from data.texts import visible
from tests.data.store.examples import OFFICER, case, market

pytestmark = pytest.mark.both_databases
HIDDEN = "\x00\x07\x1b\x7f\x85\u00ad\u200b\u200e\u202a\u202e\u2066\u2069\u2028\ufeff"
# Half a surrogate pair can stand in a name that a terminal gives; no frame takes it.
HALF = "\ud800"


def test_a_row_is_kept_without_what_cannot_be_seen(store: Store) -> None:
    commit(store, OFFICER, f"录{HIDDEN}{HALF}入", [market(name=f"示例{HIDDEN}市场", code=f"SC{HIDDEN}9")])
    row = read_rows(store, "markets").row(0, named=True)
    assert (row["code"], row["name"]) == ("SC9", "示例市场")
    commit(store, OFFICER, "改", [Change("markets", {"name": f"{HIDDEN}又一"}, id=row["id"], version=row["version"])])
    assert read_rows(store, "markets")["name"].to_list() == ["又一"]
    commit(store, OFFICER, f"撤{HALF}", [Change("markets", id=row["id"], withdraw=f"重{HIDDEN}复")])
    assert read_rows(store, "markets").is_empty()


def test_a_line_break_in_a_remark_stays(store: Store) -> None:
    commit(store, OFFICER, "录入", [case(title="第一行\n第二行\t列")])
    assert read_rows(store, "cases")["title"].to_list() == ["第一行\n第二行\t列"]


@pytest.mark.parametrize("text", ["示例\x00案", "\x00", "示例\ud800案"])
def test_a_search_with_nul_finds_what_it_finds_without(store: Store, text: str) -> None:
    commit(store, OFFICER, "录入", [case()])
    assert read_rows(store, "cases", text=text).height == 1
    assert read_rows(store, "cases", where={"number": "示例立\x00〔2023〕1号"}).height == 1


def test_drafts_and_sessions_take_any_text(store: Store) -> None:
    keep_draft(store, OFFICER, f"form:\x00{HIDDEN}{HALF}", {"text": HIDDEN})
    assert drafts_on(store, "form:\x00")[0].state["text"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("甲\r\nContent-Type: x\n.xlsx", "甲Content-Type x.xlsx"),
        ("../../甲\\乙.xlsx", "乙.xlsx"),
        ("乙\u202exslx.exe", "乙xslx.exe"),
        ("\x00甲|?*.csv", "甲.csv"),
    ],
)
def test_a_kept_file_has_a_plain_name_and_its_own_content(store: Store, name: str, plain: str) -> None:
    kept = put_attachment(store, b"PK", name)
    assert kept == Attachment(kept.sha256, plain, "application/octet-stream", 2)
    assert get_attachment(store, kept.sha256) == b"PK"


def test_what_counts_as_seen() -> None:
    assert visible("李　四·Ａ\n\t→ ①㎡𠮷") == "李　四·Ａ\n\t→ ①㎡𠮷"
    assert visible(HIDDEN + HALF) == ""
