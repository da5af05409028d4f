"""Warming: everything is imported, every rollup read, every step taken in order."""

import sys

import services.figures
from data.store import Store
from services.warm import load, read_rollups, warm


def test_every_module_of_a_package_is_imported():
    names = load([services.figures])
    assert "services.figures.palette" in names
    assert all(name in sys.modules for name in names)


def test_the_steps_are_taken_in_order(store: Store):
    taken: list[tuple[str, Store]] = []
    warm(store, steps=[lambda given: taken.append(("first", given)), lambda given: taken.append(("second", given))])
    assert taken == [("first", store), ("second", store)]


def test_the_rollups_of_a_new_store_can_be_read(store: Store):
    read_rollups(store)
