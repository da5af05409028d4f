"""A hash is no right: a row names only files that its writer brought or may open already, whatever the way in."""

from typing import Any

import pytest

from data.ledgers.assessments import SELF
from data.ledgers.market_columns import OFFLINE
from data.store import Change, Store, commit, count_rows, read_rows
from services.access.rights import NotAllowed, Person
from services.cultivation.criteria import groups
from services.cultivation.handing_in import hand_in
from services.cultivation.sheets import Form, Line, Sheet
from services.indication.zone import evidence
from services.intake.corrections import add, correct
from services.records.proofs import keep_proof
from tests.promises.test_others_rows import CLOCK, COLLEAGUE, FLD, ZD, upload

RECORD = {"topic": "setting_up", "item": "示例事项"}
SETTING_UP = "setting_up"
NAMING = "事项编号,事项类别,工作事项,责任单位,附件"


@pytest.fixture
def proved(store: Store) -> tuple[Store, dict[str, str]]:
    """A record of each of two units that names a file of its own, and the hashes of the files by unit."""
    hashes = {}
    for person in (ZD, FLD):
        proof = keep_proof(store, person, "材料.pdf", b"%PDF-" + person.code.encode(), person.office)
        values = {**RECORD, "number": f"SF-{person.office}", "office": person.office, "attachment": proof.sha256}
        commit(store, person.actor, "材料", [Change("zone_records", values)], files=[proof])
        hashes[person.office] = proof.sha256
    return store, hashes


def record(store: Store, office: str) -> dict[str, Any]:
    return read_rows(store, "zone_records", where={"number": f"SF-{office}"}).row(0, named=True)


def by_upload(store: Store, person: Person, sha256: str) -> str:
    """What an upload says that changes the own record to name the file; "" where it is taken."""
    line = f"SF-{person.office},{SETTING_UP},示例事项,{person.office},{sha256}"
    staged = upload(store, person, line, office=person.office, header=NAMING, ledger="zone_records")
    return " ".join(staged.errors()["rule"])


def by_new_row(store: Store, person: Person, sha256: str) -> str:
    line = f",{SETTING_UP},另一事项,{person.office},{sha256}"
    staged = upload(store, person, line, office=person.office, header=NAMING, ledger="zone_records")
    return " ".join(staged.errors()["rule"])


def by_correction(store: Store, person: Person, sha256: str) -> str:
    now = record(store, person.office)
    correct(store, person, "zone_records", now["id"], now["version"], {"attachment": sha256, "note": "改"}, clock=CLOCK)
    return ""


def by_addition(store: Store, person: Person, sha256: str) -> str:
    texts = {"number": "SF-9", "topic": SETTING_UP, "item": "新", "office": person.office, "attachment": sha256}
    add(store, person, "zone_records", texts, clock=CLOCK)
    return ""


WAYS = {"upload": by_upload, "new row": by_new_row, "correction": by_correction, "addition": by_addition}


@pytest.mark.parametrize("way", WAYS)
def test_a_hash_is_no_right_to_name_a_file(proved: tuple[Store, dict[str, str]], way: str) -> None:
    store, hashes = proved
    before = record(store, "FLD")
    if way in ("upload", "new row"):
        assert WAYS[way](store, FLD, hashes["ZD"]) == "foreign_file"
    else:
        with pytest.raises(NotAllowed):
            WAYS[way](store, FLD, hashes["ZD"])
    assert record(store, "FLD") == before
    assert count_rows(store, "zone_records") == 2
    with pytest.raises(NotAllowed):
        evidence(store, FLD, "SF-ZD")


@pytest.mark.parametrize("way", WAYS)
def test_who_brought_a_file_or_may_open_it_names_it(proved: tuple[Store, dict[str, str]], way: str) -> None:
    store, hashes = proved
    assert WAYS[way](store, FLD, hashes["FLD"]) == ""


@pytest.mark.parametrize("way", WAYS)
def test_a_colleague_of_the_unit_may_name_what_its_rows_name(proved: tuple[Store, dict[str, str]], way: str) -> None:
    store, hashes = proved
    assert WAYS[way](store, COLLEAGUE, hashes["ZD"]) == ""


def test_a_form_names_no_file_of_others(proved: tuple[Store, dict[str, str]]) -> None:
    store, hashes = proved
    market = {"code": "SC1", "name": "示例市场", "kind": "wet_market", "office": "FLD", "township": "120111100"}
    commit(store, FLD.actor, "市场", [Change("markets", market)])
    form = Form("SC1", CLOCK.today(), SELF, OFFLINE, next(iter(groups())))
    code = form.criteria()[0]
    with pytest.raises(NotAllowed):
        hand_in(store, FLD, Sheet(form, {code: Line("1", hashes["ZD"])}, {}), clock=CLOCK)
    hand_in(store, FLD, Sheet(form, {code: Line("1", hashes["FLD"])}, {}), clock=CLOCK)
    assert read_rows(store, "assessments")["proof"].to_list() == [hashes["FLD"]]
