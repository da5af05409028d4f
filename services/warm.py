"""What is done once at the start, so that the first visitor does not wait for it."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from data.ledgers import ledgers
from data.store import Store, read_rollup

Step = Callable[[Store], object]


def read_rollups(store: Store) -> None:
    """Read every declared rollup once: the database's own caches and prepared statements are warm after it."""
    for ledger in ledgers().values():
        for rollup in ledger.rollups:
            read_rollup(store, rollup.name)


STEPS: tuple[Step, ...] = (read_rollups,)


def load(packages: Iterable[ModuleType]) -> list[str]:
    """Import every module of these packages, and with them every library a page uses; their names."""
    names = [
        found.name
        for package in packages
        for found in walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.startswith("services.commands")
    ]
    for name in names:
        import_module(name)
    return names


def warm(store: Store, packages: Iterable[ModuleType] = (), steps: Iterable[Step] = STEPS) -> None:
    """Load the packages, then take every step in order."""
    load(packages)
    for step in steps:
        step(store)
