from datetime import date

import pytest

from data.store import Store
from services.enforcement.chain import links, steps
from tests.services.enforcement.conftest import Keep

START, END = date(2026, 1, 1), date(2026, 6, 30)


def known(store: Store, keep: Keep) -> None:
    """Four complaints: one led to a case by itself, one by its inspection, one was only inspected, one not even that.

    A fifth was received before, a sixth concerns cement.
    """
    keep(
        "cases",
        {"number": "A", "opened_on": date(2026, 3, 12), "closed_on": date(2026, 5, 1)},
        {"number": "B", "opened_on": date(2026, 3, 22), "closed_on": date(2026, 7, 1)},
    )
    keep(
        "complaints",
        {"number": "1", "case": "A"},
        {"number": "2"},
        {"number": "3"},
        {"number": "4"},
        {"number": "5", "received_on": date(2025, 12, 31)},
        {"number": "6", "sector": "cement", "office": "ZD"},
    )
    keep(
        "inspections",
        {"number": "i", "complaint": "2", "inspected_on": date(2026, 3, 5)},
        {"number": "ii", "complaint": "2", "inspected_on": date(2026, 3, 9), "case": "B"},
        {"number": "iii", "complaint": "3", "inspected_on": date(2026, 3, 4)},
        {"number": "iv", "complaint": "4", "inspected_on": date(2026, 7, 1)},
    )


def test_complaints_are_linked_to_inspections_and_cases(store: Store, keep: Keep):
    known(store, keep)
    linked = {row["complaint"]: row for row in links(store, START, END, ("food",), ()).iter_rows(named=True)}
    assert set(linked) == {"1", "2", "3", "4"}
    assert (linked["1"]["case"], linked["2"]["case"], linked["3"]["case"]) == ("A", "B", None)
    assert linked["2"]["inspected_on"] == date(2026, 3, 5)
    assert linked["4"]["inspected_on"] is None
    assert (linked["1"]["closed_on"], linked["2"]["closed_on"]) == (date(2026, 5, 1), None)


def test_many_visits_to_one_complaint_hide_none_to_another(
    store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is one on complaints: their visits are all looked at before the first of each is taken."""
    keep("complaints", {"number": "1"}, {"number": "2"})
    often = [{"number": f"v{day}", "complaint": "1", "inspected_on": date(2026, 3, day)} for day in (3, 4, 5)]
    keep("inspections", *often, {"number": "w", "complaint": "2", "inspected_on": date(2026, 3, 20)})
    monkeypatch.setattr("services.enforcement.chain.MOST_ROWS", 2)
    linked = links(store, START, END, ("food",), ())
    assert linked.select("complaint", "inspected_on").sort("complaint").rows() == [
        ("1", date(2026, 3, 3)), ("2", date(2026, 3, 20)),
    ]  # fmt: skip


def test_offices_and_sectors_narrow_the_cohort(store: Store, keep: Keep):
    known(store, keep)
    assert links(store, START, END, (), ())["complaint"].len() == 5
    assert links(store, START, END, (), ("ZD",))["complaint"].to_list() == ["6"]


def test_steps_are_parts_of_one_cohort_with_median_days(store: Store, keep: Keep):
    known(store, keep)
    assert steps(links(store, START, END, ("food",), ())).rows() == [
        ("received", 4, 0.0), ("inspected", 2, 2.5), ("opened", 2, 15.0), ("closed", 1, 60.0),
    ]  # fmt: skip


def test_without_complaints_there_are_no_steps_to_show(store: Store):
    assert steps(links(store, START, END, (), ()))["n"].to_list() == [0, 0, 0, 0]


def test_a_step_whose_ledger_nobody_has_handed_in_is_no_zero(store: Store, keep: Keep):
    keep("complaints", {"number": "1"})
    linked = links(store, START, END, (), ())
    assert steps(linked, {"inspections"})["n"].to_list() == [1, None, 0, 0]
    assert steps(linked, {"inspections", "cases"})["n"].to_list() == [1, None, None, None]
    keep("cases", {"number": "甲1", "opened_on": date(2025, 12, 30)})
    keep("complaints", {"number": "2", "case": "甲1"})
    assert steps(links(store, START, END, (), ()), {"cases"})["n"].to_list() == [2, 0, 1, None]
