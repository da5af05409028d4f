"""From selection to the title: what is refused, what never is, and what follows in the register."""

from dataclasses import replace
from datetime import date

import pytest

from data.store import Store, attachments_of, files_of, last_commit, read_rows, undo
from data.store.errors import Conflict
from services.access.rights import NotAllowed
from services.cultivation.missing import gaps
from services.cultivation.moving import Document, NotReady, Step, StepRefused, move
from services.cultivation.records import read
from services.cultivation.tasks import Finished, finish, tasks
from services.records.proofs import attach, keep_proof
from tests.services.cultivation.stored import CLOCK, DAY, GUEST, LEADER, MARKET, OWN, PDF, SECTION, put

SELECTION = Step("SC001", "city", "selection", date(2025, 11, 1), responsible="示例人员")
LISTED = Document("示例知〔2026〕1号", date(2026, 1, 10), "示例市知识产权局")
CULTIVATION = Step("SC001", "city", "cultivation", date(2026, 1, 15), LISTED)
APPLICATION = Step("SC001", "city", "application", DAY)


@pytest.fixture(autouse=True)
def market(store: Store) -> None:
    put(store, ("markets", MARKET))


def row(store: Store) -> dict:
    return read_rows(store, "cultivation").row(0, named=True)


def climbed(store: Store, *steps: Step) -> dict:
    """The market's row after these steps, each taken over the row as it then was."""
    version = None
    for step in steps:
        move(store, LEADER, step, version, clock=CLOCK)
        version = row(store)["version"]
    return row(store)


def test_a_superiors_document_is_recorded_with_its_scan(store: Store) -> None:
    scan = keep_proof(store, LEADER, "名单.pdf", PDF)
    now = climbed(store, SELECTION, replace(CULTIVATION, document=replace(LISTED, scan=scan)))
    told = {name: now[name] for name in ("stage", "entered", "planned_end", "office", "responsible", "state")}
    assert told == {
        "stage": "cultivation",
        "entered": date(2026, 1, 15),
        "planned_end": date(2027, 1, 15),
        "office": "ZD",
        "responsible": "示例人员",
        "state": "active",
    }
    entry = read_rows(store, "stage_entries").row(1, named=True)
    assert (entry["document_number"], entry["document_date"], entry["document_body"]) == (
        "示例知〔2026〕1号", date(2026, 1, 10), "示例市知识产权局",
    )  # fmt: skip
    assert entry["document"] == scan.sha256
    assert files_of(store, last_commit(store))["name"].to_list() == ["名单.pdf"]
    register = read_rows(store, "markets").row(0, named=True)
    assert (register["level"], register["level_document"]) == ("city_cultivation", "示例知〔2026〕1号")


def test_a_superiors_decision_needs_its_document_and_is_never_refused_for_gaps(store: Store) -> None:
    climbed(store, SELECTION)
    for document in (None, replace(LISTED, number=" "), replace(LISTED, body="")):
        with pytest.raises(StepRefused, match="number, date and body"):
            move(store, LEADER, replace(CULTIVATION, document=document), 1, clock=CLOCK)
    climbed_on = move(store, LEADER, replace(CULTIVATION, stage="recognised"), 1, clock=CLOCK)
    assert climbed_on.counts["cultivation"] == (0, 1, 0)
    missing = gaps(read(store, DAY), "SC001", "city", "recognised")
    assert {gap.kind for gap in missing} == {"records", "assessed", "proof", "milestone", "document"}
    register = read_rows(store, "markets").row(0, named=True)
    assert (register["level"], register["level_valid_to"]) == ("city", date(2029, 1, 14))


def test_the_application_is_refused_until_everything_is_there(store: Store) -> None:
    version = climbed(store, SELECTION, CULTIVATION)["version"]
    with pytest.raises(NotReady) as refused:
        move(store, LEADER, APPLICATION, version, clock=CLOCK)
    assert "“准入承诺台账”尚无记录" in refused.value.text.zh
    assert row(store)["stage"] == "cultivation"

    proof = keep_proof(store, LEADER, "材料.pdf", PDF)
    common = {"market": "SC001", "office": "ZD"}
    day, points = date(2026, 6, 1), {"points": 1.0, "proof": proof.sha256, "channel": "offline"}
    codes = ("operation", "goods", "organisation", "system", "cooperation", "support", "target")
    put(
        store,
        ("commitments", {**common, "merchant": "示例商行", "channel": "offline", "signed_on": day}),
        ("compensations", {**common, "kind": "fund", "happened_on": day, "amount": 1}),
        ("market_trainings", {**common, "held_on": day, "theme": "示例"}),
        ("self_inspections", {**common, "channel": "offline", "checked_on": day}),
        ("credit_grades", {**common, "merchant": "示例商行", "graded_on": day, "grade": "A"}),
        *(
            ("assessments", {**common, **points, "assessed_on": day, "kind": kind, "criterion": code})
            for kind in ("self", "official")
            for code in codes
        ),
    )
    task = tasks(read(store, DAY)).row(0, named=True)
    done = Finished("SC001", "city", task["task"], task["due"], date(2026, 3, 1), task["id"], task["version"], proof)
    finish(store, LEADER, done, clock=CLOCK)
    with pytest.raises(NotReady) as refused:
        move(store, LEADER, APPLICATION, version, clock=CLOCK)
    assert [gap.text.zh for gap in refused.value.gaps] == ["“培育”缺依据文件扫描件"]

    entry = read_rows(store, "stage_entries", where={"stage": "cultivation"}).row(0, named=True)
    attach(store, LEADER, "stage_entries", entry["id"], entry["version"], "document", proof)
    move(store, LEADER, APPLICATION, version, clock=CLOCK)
    assert row(store)["stage"] == "application"
    assert attachments_of(store, [proof.sha256])[proof.sha256].name == "材料.pdf"
    undo(store, LEADER.actor, last_commit(store))
    assert row(store)["stage"] == "cultivation"


@pytest.mark.both_databases
def test_two_people_are_told_of_each_other(store: Store) -> None:
    climbed(store, SELECTION)
    move(store, LEADER, CULTIVATION, 1, clock=CLOCK)
    with pytest.raises(Conflict, match="JZ01"):
        move(store, OWN, CULTIVATION, 1, clock=CLOCK)
    with pytest.raises(Conflict, match="onto the ladder"):
        move(store, OWN, SELECTION, None, clock=CLOCK)
    assert read_rows(store, "stage_entries").height == 2


def test_an_earlier_step_is_only_put_on_record(store: Store) -> None:
    version = climbed(store, SELECTION, CULTIVATION)["version"]
    notice = Step("SC001", "city", "selection_notice", date(2025, 12, 20), replace(LISTED, number="示例公示"))
    move(store, LEADER, notice, version, clock=CLOCK)
    assert (row(store)["stage"], row(store)["version"]) == ("cultivation", version + 1)
    assert read_rows(store, "stage_entries")["stage"].to_list() == ["selection", "cultivation", "selection_notice"]


def test_the_citys_ladder_takes_no_national_title_away(store: Store) -> None:
    national = replace(CULTIVATION, ladder="national", stage="recognised", valid_to=date(2028, 6, 30))
    move(store, LEADER, national, None, clock=CLOCK)
    move(store, LEADER, SELECTION, None, clock=CLOCK)
    city = read_rows(store, "cultivation", where={"ladder": "city"})["version"].item()
    move(store, LEADER, CULTIVATION, city, clock=CLOCK)
    register = read_rows(store, "markets").row(0, named=True)
    assert (register["level"], register["level_valid_to"]) == ("national", date(2028, 6, 30))


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (replace(SELECTION, stage="heaven"), "no such ladder or stage"),
        (replace(SELECTION, ladder="heaven"), "no such ladder or stage"),
        (replace(SELECTION, entered=date(2026, 11, 24)), "after today"),
        (replace(CULTIVATION, document=replace(LISTED, date=date(2026, 11, 24))), "after today"),
        (replace(CULTIVATION, valid_to=date(2026, 1, 1)), "ends before it began"),
    ],
)
def test_a_step_that_cannot_be_is_refused(store: Store, step: Step, message: str) -> None:
    with pytest.raises(StepRefused, match=message):
        move(store, LEADER, step, None, clock=CLOCK)


def test_rights(store: Store) -> None:
    with pytest.raises(NotAllowed):
        move(store, GUEST, SELECTION, None, clock=CLOCK)
    move(store, SECTION, SELECTION, None, clock=CLOCK)
    assert row(store)["office"] == "IP"
    with pytest.raises(NotAllowed):
        move(store, OWN, CULTIVATION, 1, clock=CLOCK)
