"""Versions as they are added, repaired and found again on a day."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from data.store import Change, Store, commit, files_of, get_attachment, last_commit, read_rows
from services.access.rights import NotAllowed, Person
from services.days.clock import FixedClock
from services.ground.geometry import NotGeometry
from services.indication.checks import find
from services.indication.review import sign_off, submit
from services.indication.taken_back import take_back
from services.indication.versions import (
    NoSuchFinding,
    NoVersion,
    SourceFile,
    accept_repairs,
    add_version,
    ancestors,
    findings,
    repair_plots,
    standing,
    version,
    version_in_force,
    versions,
)
from tests.services.indication.reviewing import (
    AUTHOR,
    CLOCK,
    CROSSED,
    SECOND,
    SQUARE,
    VIEWER,
    WIDER,
    draft,
    plot,
    polygon,
)


def test_a_version_keeps_its_file_system_and_area(store: Store) -> None:
    content = b"the surveyor's file"
    taken = replace(draft(), declared_system="GCJ-02", declared_mu=1439.0, source=SourceFile("范围.geojson", content))
    code = add_version(store, AUTHOR, taken, clock=CLOCK)
    kept = version(store, code)
    # The closed formula for a cell of the graticule on WGS-84 gives 960,951 m².
    assert kept.area_ha == pytest.approx(96.0951, abs=0.001)
    assert kept.area_mu == pytest.approx(96.0951 * 15, abs=0.02)
    assert (kept.state, kept.author, kept.declared_system, kept.declared_mu) == ("draft", "IP01", "GCJ-02", 1439.0)
    assert kept.source == hashlib.sha256(content).hexdigest()
    assert get_attachment(store, hashlib.sha256(content).hexdigest()) == content
    assert files_of(store, last_commit(store))["name"].to_list() == ["范围.geojson"]
    assert versions(store)["code"].to_list() == [code]


def test_what_is_no_area_or_has_no_title_is_refused(store: Store) -> None:
    with pytest.raises(NotGeometry):
        add_version(store, AUTHOR, draft('{"type":"Point","coordinates":[117,39]}'), clock=CLOCK)
    with pytest.raises(Exception, match="title"):
        add_version(store, AUTHOR, draft(title="  "), clock=CLOCK)
    with pytest.raises(NotAllowed):
        add_version(store, VIEWER, draft(), clock=CLOCK)
    assert versions(store).is_empty()
    with pytest.raises(NoVersion):
        version(store, "FW1")


def test_accepted_repairs_make_a_new_draft_of_the_old_one(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(CROSSED), clock=CLOCK)
    old = version(store, code)
    found = [one for one in findings(store, old) if one.code == "self_intersection"]
    assert found
    made = accept_repairs(store, SECOND, old, [one.id for one in found], clock=CLOCK)
    new = version(store, made)
    assert (new.parent, new.author, new.state) == (code, "IP02", "draft")
    assert new.repaired
    assert "自相交" in new.repaired
    assert not [one for one in findings(store, new) if one.severity == "blocking"]
    assert version(store, code) == old
    assert ancestors(store, made) == [code]
    with pytest.raises(NoSuchFinding):
        accept_repairs(store, SECOND, new, [found[0].id], clock=CLOCK)


@pytest.mark.both_databases
def test_two_who_accept_the_same_repairs_at_once_make_one_draft(store: Store) -> None:
    old = version(store, add_version(store, AUTHOR, draft(CROSSED), clock=CLOCK))
    ids = [one.id for one in findings(store, old) if one.code == "self_intersection"]
    start = Barrier(4)

    def accept(person: Person) -> str:
        start.wait()
        return accept_repairs(store, person, old, ids, clock=CLOCK)

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(accept, [AUTHOR, SECOND, AUTHOR, SECOND]))
    assert made | {old.code} == set(versions(store)["code"])
    assert len(made) == 1
    # What was taken back is no draft any more: the repairs can be accepted again.
    take_back(store, AUTHOR, version(store, made.pop()), "重做")
    assert version(store, accept_repairs(store, SECOND, old, ids, clock=CLOCK)).parent == old.code


def test_a_plots_outline_is_repaired_in_its_row(store: Store) -> None:
    crossed = polygon((116.952, 39.052), (116.953, 39.053), (116.953, 39.052), (116.952, 39.053))
    commit(store, AUTHOR.actor, "地块", [plot("DK1", geometry=crossed), plot("DK2")])
    area = version(store, add_version(store, AUTHOR, draft(), clock=CLOCK))
    found = [one for one in findings(store, area) if one.subject == ("DK1",) and one.repairable]
    assert found
    repair_plots(store, AUTHOR, area, [one.id for one in found])
    rows = read_rows(store, "gi_plots", where={"code": "DK1"})
    assert rows["geometry"].item() != crossed
    assert not [one for one in find(area.geometry, rows) if one.code == "self_intersection"]


def test_only_the_protected_area_is_checked_with_the_plots(store: Store) -> None:
    commit(store, AUTHOR.actor, "地块", [plot("DK1", point="116.99,39.05")])
    whole = version(store, add_version(store, AUTHOR, draft(), clock=CLOCK))
    core = version(store, add_version(store, AUTHOR, draft(kind="core"), clock=CLOCK))
    assert [one.subject for one in findings(store, whole) if one.code == "plot_outside"] == [("DK1",)]
    assert [one for one in findings(store, core) if one.code == "plot_outside"] == []


def test_the_map_as_it_stood(store: Store) -> None:
    def signed(outline: str, day: date, kind: str = "protected") -> str:
        clock = FixedClock(day)
        code = add_version(store, AUTHOR, draft(outline, kind=kind), clock=clock)
        submit(store, AUTHOR, version(store, code), clock=clock)
        sign_off(store, SECOND, version(store, code), clock=clock)
        return code

    first = signed(SQUARE, date(2024, 3, 1))
    core = signed(SQUARE, date(2025, 1, 1), "core")
    second = signed(WIDER, date(2025, 6, 1))
    assert standing(store, date(2024, 2, 29)).is_empty()
    assert standing(store, date(2024, 3, 1))["code"].to_list() == [first]
    assert standing(store, date(2025, 5, 31))["code"].to_list() == [core, first]
    assert standing(store, date(2025, 6, 1))["code"].to_list() == [second, core]
    assert version_in_force(store, date(2024, 2, 29)) is None
    in_force = version_in_force(store, date(2026, 1, 1))
    assert in_force is not None
    assert (in_force.code, in_force.state) == (second, "final")
    assert (version(store, first).state, version(store, first).replaced_on) == ("replaced", date(2025, 6, 1))


def test_areas_of_different_rights_stand_side_by_side(store: Store) -> None:
    rights = [{"code": code, "product": "示例萝卜", "system": "gi_product"} for code in ("A", "B")]
    commit(store, AUTHOR.actor, "权利", [Change("gi_rights", right) for right in rights])
    for right in ("A", "B"):
        code = add_version(store, AUTHOR, draft(right=right), clock=CLOCK)
        submit(store, AUTHOR, version(store, code), clock=CLOCK)
        sign_off(store, SECOND, version(store, code), clock=CLOCK)
    assert sorted(standing(store, CLOCK.today())["right"]) == ["A", "B"]
    of_a = version_in_force(store, CLOCK.today(), right="A")
    assert of_a is not None
    assert of_a.right == "A"
