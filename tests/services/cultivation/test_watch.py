"""Who slips back after recognition: each rule at its edge, the test against tables and simulation-free arithmetic."""

from dataclasses import replace
from datetime import date, timedelta
from math import comb

import polars as pl
import pytest

from services.cultivation.joining import before_and_after
from services.cultivation.records import Incidents, add_months
from services.cultivation.watch import LEVEL, chance, committed, signals, unreported

DAY = date(2026, 10, 31)
SINCE = date(2025, 1, 10)
HELD = [{"stage": "recognised", "entered": SINCE}]
LAST = date(2026, 10, 1)
ALL = frozenset(pl.date_range(date(2023, 1, 1), LAST, "1mo", eager=True))


def incidents(**by_measure: dict[date, int]) -> Incidents:
    """Counts of M1 by measure and month, all reported since 2023."""
    rows = [("M1", name, month, n) for name, counts in by_measure.items() for month, n in counts.items()]
    schema = {"market": pl.String(), "measure": pl.String(), "month": pl.Date(), "n": pl.Int64()}
    return Incidents(
        pl.DataFrame(rows, schema=schema, orient="row"), dict.fromkeys(("cases", "complaints"), ALL), {}, LAST
    )


def since(first: date) -> frozenset[date]:
    """The months from one to the last, all of them reported."""
    return frozenset(pl.date_range(first, LAST, "1mo", eager=True))


def rules(built, happened: Incidents | None = None) -> list[str]:
    return [signal.rule for signal in signals(built, happened or incidents())]


def training(day: date) -> list[dict]:
    return [{"held_on": day}]


@pytest.mark.parametrize(("days", "silent"), [(89, False), (90, True)])
def test_ninety_days_without_a_record(records, days: int, silent: bool) -> None:
    built = records(DAY, cultivation=HELD, market_trainings=training(DAY - timedelta(days=days)))
    assert ("silent" in rules(built)) is silent


def test_a_market_without_a_title_is_not_watched(records) -> None:
    assert rules(records(DAY, cultivation=[{"stage": "cultivation", "entered": SINCE}])) == []
    assert rules(records(DAY, cultivation=[{**HELD[0], "state": "ended"}])) == []


@pytest.mark.parametrize(("left", "ending"), [(181, False), (180, True), (0, True), (-1, True)])
def test_a_title_that_runs_out(records, left: int, ending: bool) -> None:
    entry = [{**HELD[0], "valid_to": DAY + timedelta(days=left)}]
    built = records(DAY, cultivation=HELD, stage_entries=entry, market_trainings=training(DAY))
    assert ("ending" in rules(built)) is ending


def signed(merchant: int, day: date = date(2024, 6, 1), until: date | None = None) -> dict:
    return {"merchant": merchant, "signed_on": day, "valid_to": until}


def test_commitments_that_lapse_are_seen_and_those_of_who_had_to_leave_are_not(records) -> None:
    lapsed = date(2026, 3, 31)
    own = {"cultivation": HELD, "market_trainings": training(DAY)}
    stays, lapses = signed(1), signed(2, until=lapsed)
    assert rules(records(DAY, **own, commitments=[stays, lapses])) == ["coverage"]
    assert rules(records(DAY, **own, commitments=[stays, lapses, signed(2, lapsed)])) == []
    assert rules(records(DAY, **own, commitments=[stays, lapses, signed(3, lapsed)])) == []
    left = [{"merchant": 2, "exited_on": date(2026, 2, 1)}]
    assert rules(records(DAY, **own, commitments=[stays, lapses], exits=left)) == []


def test_who_signs_again_makes_up_for_nobody(records) -> None:
    """Three had signed; one lapsed, one had to leave and signed again: two of three are left, and not two of two."""
    own = {"cultivation": HELD, "market_trainings": training(DAY)}
    signatures = [signed(1), signed(2, until=date(2026, 3, 31)), signed(3), signed(3, date(2026, 5, 1))]
    left = [{"merchant": 3, "exited_on": date(2026, 2, 1)}]
    assert rules(records(DAY, **own, commitments=signatures, exits=left)) == ["coverage"]


def test_who_had_to_leave_has_no_commitment_until_he_signs_again(records) -> None:
    left = [{"merchant": 1, "exited_on": date(2026, 2, 1)}]
    gone = records(DAY, commitments=[signed(1)], exits=left)
    assert committed(gone, "M1", DAY) == set()
    back = records(DAY, commitments=[signed(1), signed(1, date(2026, 5, 1))], exits=left)
    assert committed(back, "M1", DAY) == {1}


def test_the_chance_is_the_upper_tail_of_a_binomial() -> None:
    # All three of three in 3 of 27 months: (1/9)³; two of two: (1/9)².
    assert chance(3, 0, 3, 24) == pytest.approx(1 / 729)
    assert chance(2, 0, 3, 24) == pytest.approx(1 / 81)
    assert chance(0, 5, 3, 24) == pytest.approx(1.0)
    # Equal spans: P(X ≥ 8), X binomial(10, ½) = (45 + 10 + 1) / 1024.
    assert chance(8, 2, 3, 3) == pytest.approx(56 / 1024)
    # Against the probabilities themselves, one by one.
    direct = sum(comb(20, k) * (1 / 9) ** k * (8 / 9) ** (20 - k) for k in range(6, 21))
    assert chance(6, 14, 3, 24) == pytest.approx(direct)


@pytest.mark.parametrize(("recent", "above"), [(6, False), (7, True)])
def test_complaints_above_the_markets_own_past(records, recent: int, above: bool) -> None:
    # 14 in the 24 months before: P(≥ 6 of 20) = 0.0166, P(≥ 7 of 21) = 0.0055.
    past = {add_months(LAST, -3 - 2 * step): 1 for step in range(12)} | {date(2025, 1, 1): 3}
    built = records(DAY, cultivation=HELD, market_trainings=training(DAY))
    total = sum(past.values())
    assert total == 14
    happened = incidents(complaints={**past, date(2026, 9, 1): recent})
    assert (chance(recent, total, 3, 24) < LEVEL) is above
    assert ("complaints" in rules(built, happened)) is above


def test_what_lies_before_the_known_months_is_no_past(records) -> None:
    built = records(DAY, cultivation=HELD, market_trainings=training(DAY))
    happened = incidents(cases={date(2026, 9, 1): 9})
    assert rules(built, happened) == ["cases"]
    unknown = Incidents(happened.counts, {"cases": since(date(2025, 9, 1)), "complaints": frozenset()}, {}, LAST)
    assert rules(built, unknown) == []


def test_months_that_are_not_reported_by_all_are_not_compared(records) -> None:
    """A recent one leaves nothing to test; one of the past is no past: what is missing there would pass for a rise."""
    built = records(DAY, cultivation=HELD, market_trainings=training(DAY))
    happened = incidents(cases={date(2026, 9, 1): 3, date(2026, 3, 1): 4})
    for lacking, found in ((date(2026, 10, 1), []), (date(2026, 3, 1), ["cases"]), (date(2022, 3, 1), [])):
        reported = {"cases": ALL - {lacking}, "complaints": ALL}
        assert rules(built, Incidents(happened.counts, reported, {}, LAST)) == found
    joined = [{"stage": "cultivation", "entered": date(2026, 4, 20)}]
    reported = {"cases": ALL - {date(2026, 8, 1)}, "complaints": ALL - {date(2026, 3, 1)}}
    found = before_and_after(records(DAY, cultivation=joined), Incidents(happened.counts, reported, {}, LAST))
    assert found.rows() == [("M1", date(2026, 4, 20), "cases", 3, 4, 0, False)]


def test_before_and_after_joining_over_equal_whole_months(records) -> None:
    joined = [{"stage": "cultivation", "entered": date(2026, 4, 20)}]
    counts = {add_months(date(2026, 4, 1), step): 2 for step in range(-8, 0)}
    counts |= {date(2026, 4, 1): 100, date(2026, 5, 1): 1, date(2026, 10, 1): 1}
    found = before_and_after(records(DAY, cultivation=joined), incidents(cases=counts))
    # Six whole months after April: 12 cases before, 2 after; 2·(1 + 14 + 91)/2¹⁴ = 1.3 %.
    assert found.row(0) == ("M1", date(2026, 4, 20), "cases", 6, 12, 2, True)
    assert found.row(1) == ("M1", date(2026, 4, 20), "complaints", 6, 0, 0, False)
    assert before_and_after(
        records(date(2026, 10, 5), cultivation=[{**joined[0], "entered": LAST}]), incidents()
    ).is_empty()


def test_months_that_a_unit_has_not_handed_in_are_held_against_nothing(records) -> None:
    """September is not handed in: 2 in three months is no fall, 9 no rise, and a month not handed in is no past."""
    built = records(DAY, cultivation=HELD, market_trainings=training(DAY))
    happened = incidents(cases={date(2026, 9, 1): 9})
    recent = replace(happened, reported={**happened.reported, "cases": ALL - {date(2026, 9, 1)}})
    assert (rules(built, recent), unreported(recent)) == ([], ("cases",))
    # The hole a year ago leaves enough of a past, and it is no month of it.
    long_ago = replace(happened, reported={**happened.reported, "cases": ALL - {add_months(LAST, -2 - 12)}})
    assert (rules(built, long_ago), unreported(long_ago)) == (["cases"], ())
    joined = records(DAY, cultivation=[{"stage": "cultivation", "entered": date(2026, 4, 20)}])
    counts = {add_months(date(2026, 4, 1), step): 2 for step in range(-8, 8)}
    reported = {"cases": ALL - {date(2026, 7, 1)}, "complaints": ALL}
    found = before_and_after(joined, replace(incidents(cases=counts), reported=reported)).filter(measure="cases")
    assert found.row(0)[3:6] == (2, 4, 4)
