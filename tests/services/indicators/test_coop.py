"""Measures of tasks 1 and 2, by hand: on the last day of a certificate, around the fifth, around the New Year."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import Change, Store, commit, open_store, read_rows
from services.indicators import value
from services.records.facts import StoreFacts
from tests.conftest import NewDatabase
from tests.data.store.examples import OFFICER

YEAR_2023 = (date(2023, 1, 1), date(2023, 12, 31))


def put(store: Store, name: str, rows: Sequence[dict[str, Any]]) -> None:
    commit(store, OFFICER, "录入", [Change(name, {"office": "ZD", **row}) for row in rows])


def counted(store: Store, code: str, start: date, end: date) -> Any:
    return value(StoreFacts(store), code, start, end)


def certificate(number: str, person: str, since: date, until: date | None, office: str = "ZD") -> dict[str, Any]:
    return {"certificate": number, "person": person, "valid_from": since, "valid_to": until, "office": office}


CERTIFICATES = [
    certificate("1", "示例甲", date(2021, 6, 1), date(2024, 5, 31)),
    certificate("2", "示例甲", date(2024, 3, 1), date(2027, 2, 28)),  # renewed before the old one ran out
    certificate("3", "示例乙", date(2023, 5, 29), None),
    certificate("4", "示例丙", date(2020, 1, 1), date(2023, 5, 29)),
    certificate("5", "示例丙", date(2023, 7, 1), date(2026, 6, 30)),
    certificate("6", "示例甲", date(2023, 1, 1), None, office="IP"),  # a namesake in another unit
]
# By hand from the rows above.
QUALIFIED = {
    date(2023, 5, 28): 3,  # 甲, 丙, 甲 of the IP section
    date(2023, 5, 29): 4,  # 乙 begins, 丙 holds it for the last day
    date(2023, 5, 30): 3,
    date(2023, 7, 1): 4,
    date(2024, 4, 1): 4,  # 甲's two certificates are one person
    date(2024, 5, 31): 4,
    date(2024, 6, 1): 4,
    date(2026, 6, 30): 4,
    date(2026, 7, 1): 3,
    date(2027, 3, 1): 2,
}


@pytest.mark.both_databases
def test_people_are_qualified_up_to_the_certificates_last_day_and_counted_once(store: Store) -> None:
    put(store, "qualifications", CERTIFICATES)
    found = {day: counted(store, "qualified_people", day.replace(day=1), day) for day in QUALIFIED}
    assert found == QUALIFIED


def test_what_stands_is_known_from_what_began_before_the_period(store: Store) -> None:
    """No certificate begins in the month, and no document is taken into use: that is no reason to know nothing."""
    may = (date(2025, 5, 1), date(2025, 5, 31))
    assert counted(store, "qualified_people", *may) is None
    assert counted(store, "guidance_in_use", *may) is None
    put(store, "qualifications", CERTIFICATES[:1])
    put(store, "guidance_use", [{"document": "trademark_infringement", "taken_on": date(2023, 6, 1)}])
    assert counted(store, "qualified_people", *may) == 0  # its only certificate has run out
    assert counted(store, "guidance_in_use", *may) == 1


def test_a_document_counts_once_however_many_units_use_it(store: Store) -> None:
    taken = [
        {"document": "trademark_infringement", "taken_on": date(2023, 6, 1)},
        {"document": "trademark_infringement", "taken_on": date(2023, 6, 5), "office": "IP"},
        {"document": "patent_adjudication", "taken_on": date(2023, 7, 1), "office": "IP"},
    ]
    put(store, "guidance_use", taken)
    days = {date(2023, 6, 30): 1, date(2023, 7, 1): 2}
    assert {day: counted(store, "guidance_in_use", date(2023, 1, 1), day) for day in days} == days


# The month, when it was uploaded, and whether that was late. The fifth of each next month, from the State Council's
# notices on holidays: 5 August 2023 a Saturday (due Monday 7), 5 October 2024 in the National Day holiday (1 to 7; due
# the 8th), 5 February 2025 the first working day after the Spring Festival (28 January to 4 February).
UPLOADS = [
    ("2023-05", date(2023, 6, 5), False),
    ("2023-06", date(2023, 7, 6), True),
    ("2023-07", date(2023, 8, 7), False),
    ("2023-08", date(2023, 8, 31), False),
    ("2023-12", date(2024, 1, 5), False),
    ("2024-09", date(2024, 10, 8), False),
    ("2024-10", date(2024, 11, 6), True),
    ("2025-01", date(2025, 2, 5), False),
    ("2025-02", date(2025, 3, 6), True),
    ("2025-03", None, None),
]


@pytest.mark.both_databases
@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload[0])
def test_an_upload_is_on_time_by_the_fifth_or_the_working_day_after_it(store: Store, upload: tuple[Any, ...]) -> None:
    period, day, late = upload
    put(store, "patent_uploads", [{"period": period, "uploaded_on": day}])
    span = (date(2023, 1, 1), date(2025, 12, 31))
    found = tuple(counted(store, code, *span) for code in ("uploads_on_time", "uploads_late"))
    assert found == ((None, None) if day is None else (int(not late), int(late)))


def test_uploads_count_by_the_day_they_were_made_and_correcting_one_changes_nothing(store: Store) -> None:
    put(store, "patent_uploads", [{"period": period, "uploaded_on": day} for period, day, _ in UPLOADS])
    assert counted(store, "uploads_on_time", *YEAR_2023) == 3
    assert counted(store, "uploads_late", *YEAR_2023) == 1
    assert counted(store, "uploads_on_time", date(2024, 1, 1), date(2024, 12, 31)) == 2
    row = read_rows(store, "patent_uploads", where={"period": "2023-06"}).row(0, named=True)
    late = {"wrong": 1, "corrected_on": date(2023, 7, 20)}
    commit(store, OFFICER, "更正", [Change("patent_uploads", late, id=row["id"], version=row["version"])])
    assert counted(store, "uploads_late", *YEAR_2023) == 1
    row = read_rows(store, "patent_uploads", where={"period": "2023-06"}).row(0, named=True)
    mended = {"uploaded_on": date(2023, 7, 5)}
    commit(store, OFFICER, "更正", [Change("patent_uploads", mended, id=row["id"], version=row["version"])])
    assert counted(store, "uploads_late", *YEAR_2023) == 0
    assert counted(store, "uploads_on_time", *YEAR_2023) == 4


@pytest.mark.both_databases
def test_a_month_that_is_not_uploaded_yet_has_no_day_and_hides_no_other(store: Store) -> None:
    put(store, "patent_uploads", [{"period": "2025-03"}])
    assert StoreFacts(store).reported_from("patent_uploads") is None
    put(store, "patent_uploads", [{"period": "2025-02", "uploaded_on": date(2025, 3, 5)}])
    assert StoreFacts(store).reported_from("patent_uploads") == date(2025, 3, 5)


def test_what_hangs_on_a_year_without_known_holidays_is_not_guessed(store: Store) -> None:
    put(store, "patent_uploads", [{"period": "2093-12", "uploaded_on": date(2094, 1, 6)}])
    assert counted(store, "uploads_late", date(2094, 1, 1), date(2094, 1, 31)) is None


def test_joint_actions_agreements_and_trainings_by_hand(store: Store) -> None:
    action = {"kind": "consultation", "partners": "police;court", "topic": "示例"}
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31))
    put(store, "joint_actions", [{**action, "number": f"{day}", "acted_on": day} for day in days])
    agreement = {"dispute": "示例", "parties": "示例商行", "court": "示例法院"}
    agreements = [
        {"number": "1", "effective_on": date(2022, 12, 20), "submitted_on": date(2022, 12, 31)},
        {"number": "2", "effective_on": date(2023, 3, 1), "submitted_on": date(2023, 3, 30)},
        {"number": "3", "effective_on": date(2023, 4, 1)},
    ]
    agreements[0]["confirmed_on"] = date(2023, 1, 20)
    agreements[1]["confirmed_on"] = date(2023, 4, 20)
    put(store, "mediation_agreements", [{**agreement, **row} for row in agreements])
    put(store, "trainings", [{"number": "1", "held_on": date(2023, 5, 29), "topic": "示例"}])
    expected = {"joint_actions": 2, "mediation_submitted": 1, "mediation_confirmed": 2, "trainings_held": 1}
    assert {code: counted(store, code, *YEAR_2023) for code in expected} == expected


def test_the_order_of_rows_is_irrelevant(tmp_path_factory: pytest.TempPathFactory, new_sqlite: NewDatabase) -> None:
    uploads = [{"period": period, "uploaded_on": day} for period, day, _ in UPLOADS]
    spans = [YEAR_2023, (date(2024, 1, 1), date(2027, 3, 1))]
    codes = ("qualified_people", "uploads_on_time", "uploads_late")

    def figures(certificates: Sequence[dict[str, Any]], made: Sequence[dict[str, Any]], commits: int) -> list[Any]:
        folder: Path = tmp_path_factory.mktemp("order")
        store = open_store(new_sqlite(folder), folder)
        for part in range(commits):
            put(store, "qualifications", certificates[part::commits])
            put(store, "patent_uploads", made[part::commits])
        found = [counted(store, code, *span) for code in codes for span in spans]
        store.close()
        return found

    usual = figures(CERTIFICATES, uploads, 1)
    assert usual == [4, 2, 3, 3, 1, 2]

    @settings(max_examples=12)
    @given(st.permutations(CERTIFICATES), st.permutations(uploads), st.integers(1, 4))
    def in_any_order(certificates: list[dict[str, Any]], made: list[dict[str, Any]], commits: int) -> None:
        assert figures(certificates, made, commits) == usual

    in_any_order()
