"""Where a market stands on a day, and until when a title holds."""

from datetime import date

import pytest

from services.cultivation.standing import Title, standing, titles

ENTRIES = [
    {"stage": "selection", "entered": date(2023, 2, 1)},
    {"stage": "cultivation", "entered": date(2023, 4, 1)},
    {"stage": "recognised", "entered": date(2024, 5, 20), "document": "0" * 64},
]
NOW = [{"stage": "recognised", "entered": date(2024, 5, 20)}]


@pytest.mark.parametrize(
    ("day", "stage", "days", "usual"),
    [
        (date(2023, 3, 31), "selection", 58, None),
        (date(2023, 4, 1), "cultivation", 0, 365),
        (date(2024, 5, 30), "recognised", 10, None),
    ],
)
def test_the_stage_of_a_day(records, day: date, stage: str, days: int, usual: int | None) -> None:
    entries = [row for row in ENTRIES if row["entered"] <= day]
    found = standing(records(day, cultivation=NOW, stage_entries=entries))
    assert found.select("stage", "days", "usual").rows() == [(stage, days, usual)]


def test_before_the_first_stage_it_stands_nowhere(records) -> None:
    assert standing(records(date(2023, 1, 1), cultivation=NOW)).is_empty()


def test_the_ledger_itself_counts_where_no_step_was_logged(records) -> None:
    found = standing(records(date(2024, 6, 1), cultivation=NOW, stage_entries=ENTRIES[:2]))
    assert found.select("stage", "entered").rows() == [("recognised", date(2024, 5, 20))]


def test_a_title_ends_after_three_years_or_as_a_document_says(records) -> None:
    day = date(2026, 11, 23)
    assert titles(records(day, cultivation=NOW, stage_entries=ENTRIES)) == [
        Title("M1", "city", date(2024, 5, 20), date(2027, 5, 19))
    ]
    told = [*ENTRIES[:2], {**ENTRIES[2], "valid_to": date(2026, 12, 31)}]
    assert titles(records(day, cultivation=NOW, stage_entries=told))[0].until == date(2026, 12, 31)
    again = [*ENTRIES, {"stage": "re_examination", "entered": date(2026, 10, 1), "valid_to": date(2030, 5, 19)}]
    assert titles(records(day, cultivation=NOW, stage_entries=again))[0].until == date(2030, 5, 19)
