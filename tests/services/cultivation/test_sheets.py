"""Assessing on a page: drafts that survive, rules of the ledger, and two people at the same market."""

from datetime import date, timedelta

import pytest

from data.store import Store, attachments_of, count_rows, drafts_on, history, keep_draft, last_commit, read_rows, undo
from data.store.errors import Conflict, StoreError
from services.access.rights import NotAllowed, Person
from services.cultivation.handing_in import SheetRefused, hand_in
from services.cultivation.sheets import Form, Line, Sheet, keep, open_sheet, others, rebased, stored
from services.records.proofs import keep_proof
from tests.services.cultivation.stored import CLOCK, DAY, GUEST, MARKET, OTHER, OWN, PDF, SECTION, put

ROW = {
    "market": "SC001", "assessed_on": date(2026, 11, 1), "kind": "self", "channel": "offline", "points": 1.0,
    "office": "ZD",
}  # fmt: skip
FORM = Form("SC001", date(2026, 11, 1), "self", "offline", "base")


@pytest.fixture(autouse=True)
def market(store: Store) -> None:
    put(store, ("markets", MARKET))


def filled(person: Person, store: Store, **points: str) -> Sheet:
    sheet = open_sheet(store, person, FORM)
    return Sheet(FORM, {**sheet.lines, **{code: Line(text) for code, text in points.items()}}, sheet.seen)


def points(store: Store) -> dict[str, float]:
    return dict(read_rows(store, "assessments").select("criterion", "points").iter_rows())


def test_a_draft_is_there_again_and_gone_once_it_is_handed_in(store: Store) -> None:
    proof = keep_proof(store, OWN, "制度.pdf", PDF, "ZD")
    sheet = Sheet(FORM, {"system": Line("1", proof.sha256, "半成品")}, {}, (proof,), "示例人员")
    keep(store, OWN, sheet)
    assert open_sheet(store, OWN, FORM) == sheet
    assert open_sheet(store, SECTION, FORM) == stored(store, FORM) == Sheet(FORM, {}, {})
    assert [draft.actor for draft in others(store, SECTION, "SC001")] == ["ZD01"]
    assert others(store, OWN, "SC001") == others(store, SECTION, "SC00") == []

    hand_in(store, OWN, sheet, clock=CLOCK)
    assert drafts_on(store, "") == []
    row = read_rows(store, "assessments").row(0, named=True)
    told = {name: row[name] for name in ("points", "proof", "note", "assessor", "office")}
    assert told == {"points": 1.0, "proof": proof.sha256, "note": "半成品", "assessor": "示例人员", "office": "ZD"}
    assert attachments_of(store, [row["proof"]]) == {proof.sha256: proof}


def test_only_what_differs_is_written_and_can_be_undone(store: Store) -> None:
    hand_in(store, OWN, filled(OWN, store, system="10", goods="5", support=""), clock=CLOCK)
    assert points(store) == {"system": 10.0, "goods": 5.0}
    hand_in(store, OWN, filled(OWN, store, system="12"), clock=CLOCK)
    versions = read_rows(store, "assessments").select("criterion", "version").rows()
    assert sorted(versions) == [("goods", 1), ("system", 2)]
    undo(store, OWN.actor, last_commit(store))
    assert points(store)["system"] == 10.0
    with pytest.raises(StoreError, match="nothing was changed"):
        hand_in(store, OWN, filled(OWN, store), clock=CLOCK)


@pytest.mark.parametrize(
    ("text", "message"), [("21", "得分高于该指标满分"), ("-1", "小于允许的最小值"), ("很好", "不是有效数字")]
)
def test_a_line_that_breaks_a_rule_is_named_and_nothing_is_written(store: Store, text: str, message: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        hand_in(store, OWN, filled(OWN, store, goods="5", system=text), clock=CLOCK)
    assert list(refused.value.faults) == ["system"]
    assert message in refused.value.text.zh
    assert count_rows(store, "assessments") == 0
    assert open_sheet(store, OWN, FORM).lines["system"] == Line(text)


def test_no_day_that_lies_ahead_and_no_personal_numbers(store: Store) -> None:
    ahead = Form("SC001", DAY + timedelta(days=1), "self", "offline", "base")
    with pytest.raises(SheetRefused, match="after today"):
        hand_in(store, OWN, Sheet(ahead, {"goods": Line("5")}, {}), clock=CLOCK)
    with pytest.raises(SheetRefused, match="mobile number"):
        hand_in(store, OWN, Sheet(FORM, {"goods": Line("5", "", "致电 13812345678")}, {}), clock=CLOCK)


@pytest.mark.both_databases
def test_two_people_at_the_same_market_are_told_and_lose_nothing(store: Store) -> None:
    mine, theirs = filled(OWN, store, system="10"), filled(SECTION, store, system="8", goods="4")
    hand_in(store, SECTION, theirs, clock=CLOCK)
    with pytest.raises(Conflict) as told:
        hand_in(store, OWN, mine, clock=CLOCK)
    assert "IP01" in told.value.text.zh
    assert points(store) == {"system": 8.0, "goods": 4.0}
    kept = open_sheet(store, OWN, FORM)
    assert kept.lines == mine.lines

    # The section's row is its own, but a newer look at it shows both.
    again = rebased(store, kept)
    assert again.lines == {"system": Line("10"), "goods": Line("4.0")}
    with pytest.raises(NotAllowed):
        hand_in(store, OWN, again, clock=CLOCK)


def test_a_row_changed_since_is_not_written_over(store: Store) -> None:
    hand_in(store, OWN, filled(OWN, store, system="10"), clock=CLOCK)
    early = filled(OWN, store, system="11")
    late = Person("ZD02", "signed-in", "officer", "ZD")
    hand_in(store, late, filled(late, store, system="12"), clock=CLOCK)
    with pytest.raises(Conflict, match="ZD02"):
        hand_in(store, OWN, early, clock=CLOCK)
    hand_in(store, OWN, rebased(store, open_sheet(store, OWN, FORM)), clock=CLOCK)
    assert points(store) == {"system": 11.0}
    assert history(store, "assessments", 1)["points"].to_list() == [10.0, 12.0, 11.0]


def test_whose_change_came_first_is_said_however_long_ago(store: Store) -> None:
    hand_in(store, OWN, filled(OWN, store, system="10"), clock=CLOCK)
    early = filled(OWN, store, system="11")
    late = Person("ZD02", "signed-in", "officer", "ZD")
    hand_in(store, late, filled(late, store, system="12"), clock=CLOCK)
    for n in range(101):
        put(store, ("assessments", {**ROW, "criterion": f"other{n}"}))
    with pytest.raises(Conflict, match="ZD02"):
        hand_in(store, OWN, early, clock=CLOCK)


@pytest.mark.parametrize("person", [GUEST, OTHER])
def test_who_may_not_hand_in_is_refused(store: Store, person: Person) -> None:
    sheet = filled(person, store, system="10")
    with pytest.raises(NotAllowed):
        keep(store, person, sheet)
    with pytest.raises(NotAllowed):
        hand_in(store, person, sheet, clock=CLOCK)
    assert count_rows(store, "assessments") == len(drafts_on(store, "")) == 0


def test_the_section_files_for_itself(store: Store) -> None:
    hand_in(store, SECTION, filled(SECTION, store, system="10"), clock=CLOCK)
    assert read_rows(store, "assessments")["office"].to_list() == ["IP"]


def test_the_online_form_has_only_the_criteria_of_the_channel() -> None:
    assert Form("SC001", DAY, "self", "online", "base").criteria() == ["goods", "system", "cooperation"]
    assert len(FORM.criteria()) == 6


@pytest.mark.parametrize(
    "state", [{}, {"lines": {"goods": {"points": "5", "more": ""}}, "seen": {}, "files": [], "assessor": ""}]
)
def test_a_draft_of_another_shape_gives_way_to_what_is_stored(store: Store, state: dict) -> None:
    keep_draft(store, SECTION.actor, FORM.subject, state)
    assert open_sheet(store, SECTION, FORM) == stored(store, FORM)
