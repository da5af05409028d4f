"""How tasks stand, against lights and days worked out by hand."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.registry import proposing
from data.registry.plan_shapes import Measure
from data.store import Change, Store, commit
from services.access.identity import THE_BOARD
from services.days import lights
from services.days.lights import Light
from services.plan.owed import owed, owed_by
from services.plan.plan import plan_of
from services.plan.reading import StoreRecords
from services.plan.rules import light_of, months, next_due
from services.plan.standing import MATTERS, Proof, TaskStanding, history, standing
from services.plan.words import bars
from services.records.facts import StoreFacts
from services.records.proofs import keep_proof
from tests.data.store.examples import OFFICER, case
from tests.services.plan.small import small

# 2 July 2023 is day 183 of 365: 50.1% of the year.
MIDYEAR = date(2023, 7, 2)
YEARLY = Measure(indicator="cases_opened", rule="progress", target=12)
ALWAYS = Measure(indicator="cases_opened", rule="progress", target=5, per="always")
BY_NEW_YEAR = Measure(indicator="cases_opened", rule="dated", due="12-31")
NONE_AT_ALL = Measure(indicator="cases_opened", rule="faultless")
MATTER = Measure(ledger="zone_records", rule="matters")


class Given(StoreRecords):
    """The rows of a store, and matters that the test names: ledger, office, due, light."""

    open: tuple[tuple[str, str, date | None, str], ...] = ()

    def matters(self, day: date) -> pl.DataFrame:
        rows = [("", ledger, n, f"N{n}", *rest) for n, (ledger, *rest) in enumerate(self.open, 1)]
        return pl.DataFrame(rows, schema=MATTERS, orient="row")


def given(store: Store, *matters: tuple[str, str, date | None, str]) -> Given:
    records = Given(store)
    object.__setattr__(records, "open", matters)
    return records


def stood(store: Store, year: int, day: date, *matters: tuple[str, str, date | None, str]) -> dict[str, TaskStanding]:
    with proposing("plans", small()):
        found = standing(StoreFacts(store), given(store, *matters), plan_of(year), year, day)
    return {one.task.code: one for one in found}


@pytest.mark.parametrize(
    ("measure", "found", "day", "light"),
    [
        (YEARLY, 6, MIDYEAR, lights.ON_PLAN),  # 50.1 − 50.0
        (YEARLY, 4, MIDYEAR, lights.BEHIND),  # 50.1 − 33.3
        (YEARLY, 2, MIDYEAR, lights.FAR_BEHIND),  # 50.1 − 16.7
        (YEARLY, None, MIDYEAR, lights.NO_DATA),
        (YEARLY, 11, date(2024, 2, 1), lights.ON_PLAN),  # the year is over: 100 − 91.7
        (YEARLY, 8, date(2024, 2, 1), lights.FAR_BEHIND),  # 100 − 66.7
        (ALWAYS, 5, date(2023, 1, 1), lights.ON_PLAN),
        (ALWAYS, 4, date(2023, 1, 1), lights.BEHIND),
        (ALWAYS, 3, date(2023, 1, 1), lights.FAR_BEHIND),
        (BY_NEW_YEAR, 0, MIDYEAR, lights.NOT_DUE),
        (BY_NEW_YEAR, None, MIDYEAR, lights.NOT_DUE),
        (BY_NEW_YEAR, 1, MIDYEAR, lights.DONE),
        (BY_NEW_YEAR, 0, date(2023, 12, 10), lights.NEAR),
        # 28 and 29 December are the last working days of 2023.
        (BY_NEW_YEAR, 0, date(2023, 12, 27), lights.BEHIND),
        (BY_NEW_YEAR, 0, date(2024, 1, 5), lights.OVERDUE),
        (NONE_AT_ALL, None, MIDYEAR, lights.NO_DATA),
        (NONE_AT_ALL, 0, MIDYEAR, lights.IN_TIME),
        (NONE_AT_ALL, 1, MIDYEAR, lights.LATE),
        (MATTER, None, MIDYEAR, lights.NO_DATA),
        (MATTER, 3, MIDYEAR, lights.IN_TIME),
        (Measure(indicator="cases_opened"), 3, MIDYEAR, None),
    ],
)
def test_lights_by_hand(measure: Measure, found: int | None, day: date, light: Light | None) -> None:
    assert light_of(measure, found, 2023, day) is light


def test_matters_light_a_measure_by_the_gravest() -> None:
    assert light_of(MATTER, 3, 2023, MIDYEAR, ["calm", "yellow", "blue"]) is lights.BEHIND


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2023, 5, 5), date(2023, 5, 5)),
        (date(2023, 5, 6), date(2023, 6, 5)),
        (date(2023, 1, 31), date(2023, 2, 5)),
        (date(2023, 12, 6), date(2024, 1, 5)),
    ],
)
def test_the_next_fifth_of_a_month(day: date, due: date) -> None:
    nothing = MATTERS.to_frame()
    assert next_due(Measure(indicator="cases_opened", due="5"), nothing, 2023, day, done=False) == due
    assert next_due(Measure(indicator="cases_opened", due="5"), nothing, 2022, day, done=False) is None
    assert next_due(Measure(indicator="cases_opened", due="5"), nothing, 2024, day, done=False) == date(2024, 1, 5)


def test_the_months_that_have_begun() -> None:
    assert months(2023, date(2023, 2, 3)) == [
        (date(2023, 1, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 3)),
    ]
    assert (len(months(2023, date(2026, 1, 1))), len(months(2027, date(2026, 1, 1)))) == (12, 0)


def test_values_targets_months_and_addresses(store: Store) -> None:
    opened = [date(2023, 1, 9), date(2023, 3, 1), date(2023, 3, 31), date(2022, 12, 31), date(2024, 1, 1)]
    commit(store, OFFICER, "录入", [case(f"{n}", opened_on=day) for n, day in enumerate(opened)])
    first = stood(store, 2023, date(2023, 4, 10))["1"].measures[0]
    assert (first.value, first.target) == (3, 12)
    # February and the days of April hold no row, and nobody has handed them in.
    assert first.months == (1, None, 2, None)
    assert bars(first.months) == "▅·█·"
    # Day 100 of 365, 27.4%; 3 of 12 are 25%.
    assert first.light is lights.ON_PLAN
    assert (first.script, dict(first.address)) == (
        "ledgers.py",
        {"view": "browse", "ledger": "cases", "from": "2023-01-01", "to": "2023-04-10"},
    )
    past = stood(store, 2023, date(2026, 4, 10))["1"].measures[0]
    assert (past.value, len(past.months), past.light) == (3, 12, lights.FAR_BEHIND)


def test_a_task_has_its_gravest_light_and_the_requirement_that_of_all(store: Store) -> None:
    commit(store, OFFICER, "录入", [case("1", opened_on=date(2023, 1, 9), closed_on=date(2023, 2, 1))])
    late = ("zone_records", "IP", date(2023, 6, 30), "red")
    others = ("zone_records", "", date(2023, 7, 9), "blue"), ("cases", "ZD", None, "red")
    found = stood(store, 2023, MIDYEAR, late, *others)
    assert {code: one.light for code, one in found.items()} == {
        "1": lights.FAR_BEHIND,
        "2": lights.OVERDUE,
        "R1": lights.OVERDUE,
    }
    assert (found["1"].due, found["2"].due) == (None, date(2023, 6, 30))
    assert found["2"].measures[0].matters["due"].to_list() == [date(2023, 6, 30), date(2023, 7, 9)]
    assert found["2"].headline is found["2"].measures[0]
    # Of two tasks none is on track.
    assert (found["R1"].measures[0].value, found["R1"].measures[0].target) == (0, 2)
    past = stood(store, 2022, MIDYEAR, late)
    assert past["2"].measures[0].matters.is_empty(), "what is open today is no matter of a past year"


def test_a_task_without_a_measure_has_neither_light_nor_headline(store: Store) -> None:
    bare = replace(stood(store, 2023, MIDYEAR)["1"], clauses=((), ()))
    assert (bare.light, bare.headline, bare.due, bare.proof) == (None, None, None, None)


def test_what_units_owe(store: Store) -> None:
    late, unnamed = ("zone_records", "IP", date(2023, 6, 30), "red"), ("zone_records", "", date(2023, 7, 9), "blue")
    found = stood(store, 2023, MIDYEAR, late, unnamed)
    assert [(one.due, one.task, one.office) for one in owed(found.values())] == [
        (date(2023, 6, 30), "2", "IP"),
        (date(2023, 7, 9), "2", ""),
        (date(2023, 12, 31), "1", ""),
    ]
    with proposing("plans", small()):
        plan = plan_of(2023)
    of = {
        unit: [one.due for one in owed_by(plan, found.values(), unit, kind)]
        for unit, kind in (("IP", "section"), ("ZD", "brigade"), ("S1", "office"), ("TJ", "centre"))
    }
    new_year = date(2023, 12, 31)
    assert of == {"IP": [late[2], new_year], "ZD": [unnamed[2]], "S1": [new_year], "TJ": []}


def test_what_is_owed_is_called_by_its_time_limit(store: Store) -> None:
    task = stood(store, 2023, MIDYEAR, ("zone_records", "IP", date(2023, 6, 30), "red"))["2"]
    limited = task.measures[0].matters.with_columns(limit=pl.lit("publication"))
    renamed = replace(task, clauses=((replace(task.measures[0], matters=limited),),))
    assert [one.label.zh for one in (*owed([task]), *owed([renamed]))] == ["示范区申报台账", "决定至公示"]


def test_the_light_of_each_month(store: Store) -> None:
    opened = [date(2023, 1, 9), date(2023, 3, 1), date(2023, 3, 2)]
    commit(store, OFFICER, "录入", [case(f"{n}", opened_on=day) for n, day in enumerate(opened)])
    day = date(2023, 3, 31)
    task = stood(store, 2023, day)["1"]
    # One of twelve at 8.5% and at 16.2%, three at 24.7%; the closing is not due yet, which is graver than on plan.
    found = history(StoreFacts(store), given(store), task.task, 2023, day)
    assert found == (lights.NOT_DUE, lights.NOT_DUE, lights.NOT_DUE)
    assert history(StoreFacts(store), given(store), task.task, 2023, date(2023, 5, 31))[-1] is lights.BEHIND


def test_rows_and_proofs_of_a_ledger(store: Store) -> None:
    records, year = StoreRecords(store), (date(2023, 1, 1), date(2023, 12, 31))
    assert records.count("cases", *year) is None
    commit(store, OFFICER, "录入", [case("1", opened_on=date(2022, 5, 1))])
    assert records.count("cases", *year) == 0
    assert records.proof("zone_records", *year) is None
    file = keep_proof(store, THE_BOARD, "材料.pdf", b"%PDF-1.7")
    items = [{"topic": "protection", "item": "一"}, {"topic": "protection", "item": "二", "attachment": file.sha256}]
    commit(store, OFFICER, "录入", [Change("zone_records", item) for item in items], files=[file])
    assert records.count("zone_records", *year) == 2
    assert records.proof("zone_records", *year) == Proof("zone_records", 2, None)
