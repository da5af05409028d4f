"""`run.py rebuild`: counts every rollup anew from the rows."""

import argparse

from data.store import migrate, open_store, rebuild

HELP = "count all rollups anew from the rows"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Prints each rollup with its number of cells."""
    store = open_store()
    migrate(store)
    for name, cells in rebuild(store).items():
        print(f"{name}: {cells:,}")
    return 0
