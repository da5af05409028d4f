"""Delays that grow, for whoever guesses and hardly for anybody else."""

from datetime import UTC, datetime, timedelta

import pytest

from data.store import Store
from services.access.accounts.attempts import (
    FIRST,
    Place,
    browser_to_keep,
    forgive,
    longest_wait,
    place_in_queue,
    remember,
    take_attempt,
)

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
    ],
)
def test_delays_double_up_to_their_limit(key: str, n: int, wait: float):
    assert longest_wait({key: (n, NOW)}, NOW) == wait


@pytest.mark.parametrize(("n", "wait"), [(20, 0), (21, 1), (10_000, 5)])
def test_the_account_makes_those_wait_who_failed_already(n: int, wait: float):
    assert longest_wait({"account:x": (n, NOW), "pair:x": (FIRST, NOW)}, NOW) == wait
    assert longest_wait({"account:x": (n, NOW), "pair:x": (FIRST - 1, NOW)}, NOW) == 0
    assert longest_wait({"account:x": (n, NOW)}, NOW) == 0


def test_time_that_has_passed_counts():
    assert longest_wait({"pair:x": (8, NOW)}, NOW + timedelta(seconds=5)) == 3
    assert longest_wait({"pair:x": (8, NOW)}, NOW + timedelta(seconds=60)) == 0
    assert longest_wait({"pair:x": (8, NOW), "address:y": (40, NOW)}, NOW) == 60
    assert longest_wait({}, NOW) == 0


def guess(store: Store, times: int, code: str = "A", address: str = HERE, now: datetime = NOW) -> list[float]:
    return [take_attempt(store, code, Place(address), now) for _ in range(times)]


def attacked(store: Store, sources: int = 40) -> None:
    """Many addresses guess one account's password, the last of them just now."""
    for n in range(sources):
        guess(store, FIRST, address=f"10.1.0.{n}", now=NOW + timedelta(seconds=6 * n))


def test_the_owner_at_another_desk_does_not_wait_for_who_guesses(store: Store):
    assert guess(store, 6) == [0, 0, 0, 0, 0, 1]
    assert guess(store, 1, address=THERE) == [0]


def test_one_address_that_tries_many_names_waits(store: Store):
    waits = [take_attempt(store, f"name {n}", Place(HERE), NOW) for n in range(22)]
    assert waits[:21] == [0] * 21
    assert waits[21] == 1
    assert guess(store, 1, address=THERE) == [0]


def test_many_addresses_that_try_one_name_slow_it_down_by_seconds_only(store: Store):
    attacked(store)
    waits = guess(store, FIRST + 1, address=THERE, now=NOW + timedelta(seconds=6 * 39))
    assert waits[:FIRST] == [0] * FIRST
    assert 0 < waits[FIRST] <= 5


def test_waiting_attempts_make_nobody_wait_longer(store: Store):
    guess(store, 5)
    assert guess(store, 50)[-1] == 1


def test_a_success_starts_afresh_and_does_not_count_against_the_address(store: Store):
    guess(store, 4)
    forgive(store, "A", Place(HERE), NOW)
    assert guess(store, 5) == [0] * 5
    for n in range(60):
        assert take_attempt(store, f"person {n}", Place(THERE), NOW) == 0
        forgive(store, f"person {n}", Place(THERE), NOW)


def test_after_a_quarter_of_an_hour_all_is_forgotten(store: Store):
    guess(store, 5)
    assert guess(store, 5, now=NOW + timedelta(minutes=16)) == [0] * 5


def test_nobody_keeps_the_owner_out(store: Store):
    """From a browser or an address where he was before, and at a new desk, while 40 sources never rest."""
    remember(store, "A", Place(HERE, "browser"), NOW)
    attacked(store)
    now = NOW + timedelta(seconds=6 * 39)
    assert take_attempt(store, "A", Place("10.1.0.39", "browser"), now) == 0
    assert take_attempt(store, "A", Place(HERE), now) == 0
    assert take_attempt(store, "A", Place("10.9.0.1"), now) == 0


def test_a_colleague_who_guesses_at_the_same_address_keeps_only_new_browsers_out(store: Store):
    remember(store, "A", Place(HERE, "browser"), NOW)
    assert guess(store, 6)[-1] == 1
    assert take_attempt(store, "A", Place(HERE, "browser"), NOW) == 0
    assert take_attempt(store, "A", Place(HERE, "another"), NOW) == 1


def test_a_known_browser_is_no_way_to_guess(store: Store):
    remember(store, "A", Place(HERE, "browser"), NOW)
    waits = [take_attempt(store, "A", Place(f"10.1.0.{n}", "browser"), NOW) for n in range(6)]
    assert waits == [0, 0, 0, 0, 0, 1]
    assert take_attempt(store, "B", Place("10.1.0.3", "browser"), NOW) == 0
    assert guess(store, 5, code="B", address="10.1.0.3")[-1] == 1


def test_a_known_place_queues_by_itself_whatever_cookie_others_make_up(store: Store):
    remember(store, "A", Place(HERE, "browser"), NOW)
    places = Place(THERE, "browser"), Place(HERE), Place(HERE, "made up"), Place(THERE), Place(THERE, "made up")
    known, sources = zip(*(place_in_queue(store, "A", place, NOW) for place in places), strict=True)
    assert known == (True, True, True, False, False)
    assert sources[1] == sources[2]
    assert sources[3] == sources[4] == THERE
    assert len(set(sources)) == 3


def test_half_a_year_later_a_browser_is_new_again(store: Store):
    remember(store, "A", Place(HERE, "browser"), NOW)
    later = NOW + timedelta(days=181)
    assert guess(store, 6, now=later)[-1] == 1
    assert take_attempt(store, "A", Place(HERE, "browser"), later) == 1


def test_a_desk_is_shared_and_no_token_can_be_planted(store: Store):
    kept = browser_to_keep(store, Place(HERE, "planted"))
    assert kept != "planted"
    remember(store, "A", Place(HERE, kept), NOW)
    assert browser_to_keep(store, Place(THERE, kept)) == kept


def test_an_ipv6_network_is_one_source(store: Store):
    waits = [take_attempt(store, "A", Place(f"2001:db8:1:2::{n:x}"), NOW) for n in range(1, 7)]
    assert waits[-1] == 1
    assert take_attempt(store, "A", Place("2001:db8:1:3::1"), NOW) == 0
