"""`run.py prepare`: what `run.py` does before it serves."""

import argparse

from data.store import migrate, open_store
from data.texts import Text
from services.administration.demonstration import load_demonstration
from services.days.clock import clock
from services.words.language import at_terminal

HELP = Text(
    "更新数据库结构；从未用过的库载入演示数据",
    "bring the store up to date, and load the demonstration into one that was never used",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Prints what was done, one line each."""
    store = open_store(now=clock().now)
    migrate(store)
    number = load_demonstration(store, clock())
    if number is not None:
        _ = at_terminal()
        print(_("loaded the demonstration as commit {number}; it is marked 演示数据 wherever it shows", number=number))
    store.close()
    return 0
