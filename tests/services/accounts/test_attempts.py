"""Delays that grow, for whoever guesses and hardly for anybody else."""

from datetime import UTC, datetime, timedelta

import pytest

from data.store import Store
from services.accounts.attempts import forgive, longest_wait, take_attempt

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HERE, THERE = "10.0.0.7", "10.0.0.8"


@pytest.mark.parametrize(
    ("key", "n", "wait"),
    [
        ("pair:x", 4, 0),
        ("pair:x", 5, 1),
        ("pair:x", 6, 2),
        ("pair:x", 9, 16),
        ("pair:x", 11, 60),
        ("pair:x", 10_000, 60),
        ("address:x", 20, 0),
        ("address:x", 30, 60),
        ("account:x", 21, 1),
        ("account:x", 10_000, 5),
    ],
)
def test_delays_double_up_to_their_limit(key: str, n: int, wait: float):
    assert longest_wait({key: (n, NOW)}, NOW) == wait


def test_time_that_has_passed_counts():
    assert longest_wait({"pair:x": (8, NOW)}, NOW + timedelta(seconds=5)) == 3
    assert longest_wait({"pair:x": (8, NOW)}, NOW + timedelta(seconds=60)) == 0
    assert longest_wait({"pair:x": (8, NOW), "address:y": (40, NOW)}, NOW) == 60
    assert longest_wait({}, NOW) == 0


def guess(store: Store, times: int, code: str = "A", address: str = HERE, now: datetime = NOW) -> list[float]:
    return [take_attempt(store, code, address, now) for _ in range(times)]


def test_the_owner_at_another_desk_does_not_wait_for_who_guesses(store: Store):
    assert guess(store, 6) == [0, 0, 0, 0, 0, 1]
    assert guess(store, 1, address=THERE) == [0]


def test_one_address_that_tries_many_names_waits(store: Store):
    waits = [take_attempt(store, f"name {n}", HERE, NOW) for n in range(22)]
    assert waits[:21] == [0] * 21
    assert waits[21] == 1
    assert guess(store, 1, address=THERE) == [0]


def test_many_addresses_that_try_one_name_slow_it_down_by_seconds_only(store: Store):
    for n in range(40):
        take_attempt(store, "A", f"10.1.0.{n}", NOW + timedelta(seconds=6 * n))
    assert 0 < take_attempt(store, "A", THERE, NOW + timedelta(seconds=6 * 39)) <= 5


def test_waiting_attempts_make_nobody_wait_longer(store: Store):
    guess(store, 5)
    assert guess(store, 50)[-1] == 1


def test_a_success_starts_afresh_and_does_not_count_against_the_address(store: Store):
    guess(store, 4)
    forgive(store, "A", HERE)
    assert guess(store, 5) == [0] * 5
    for n in range(60):
        assert take_attempt(store, f"person {n}", THERE, NOW) == 0
        forgive(store, f"person {n}", THERE)


def test_after_a_quarter_of_an_hour_all_is_forgotten(store: Store):
    guess(store, 5)
    assert guess(store, 5, now=NOW + timedelta(minutes=16)) == [0] * 5
