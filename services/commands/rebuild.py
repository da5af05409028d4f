"""`run.py rebuild`: counts every rollup anew from the rows."""

import argparse

from data.store import migrate, open_store, rebuild
from data.texts import Text
from services.words.language import at_terminal

HELP = Text("由各行重新汇总全部统计", "count all rollups anew from the rows")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Prints each rollup with its number of cells."""
    store = open_store()
    migrate(store)
    _ = at_terminal()
    for name, cells in rebuild(store).items():
        print(_("{rollup}: {n} cells", rollup=name, n=f"{cells:,}"))
    return 0
