"""`run.py export LEDGER --out FILE`: a ledger as a file that can be handed in again."""

import argparse
from pathlib import Path

from data.ledgers import ledger, ledgers
from data.store import migrate, open_store
from data.texts import LANGUAGES, Text
from services.access.identity import THE_BOARD
from services.days.clock import clock
from services.exchange.export import FORMS, export
from services.words.language import at_terminal

HELP = Text("把一本台账导出为文件（.xlsx、.csv 或 .parquet）", "write a ledger to a file (.xlsx, .csv or .parquet)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument("ledger", choices=list(ledgers()), metavar=_("LEDGER"), help=", ".join(ledgers()))
    parser.add_argument(
        "--out", type=_file, required=True, metavar=_("FILE"), help=_("ends in .xlsx, .csv or .parquet")
    )
    parser.add_argument("--known-at", type=int, metavar="N", help=_("as known at commit N; default: now"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("of heads and notes"))
    parser.add_argument("--unmasked", action="store_true", help=_("with names and undecided cases: internal use only"))


def _file(name: str) -> Path:
    path, _ = Path(name), at_terminal()
    if path.suffix.lower() not in FORMS:
        raise argparse.ArgumentTypeError(_("{file}: must end in one of {forms}", file=name, forms=", ".join(FORMS)))
    return path


def run(arguments: argparse.Namespace) -> int:
    store = open_store()
    migrate(store)
    content = export(
        store,
        THE_BOARD,
        ledger(arguments.ledger),
        form=arguments.out.suffix.lower(),
        language=arguments.language,
        known_at=arguments.known_at,
        mask=not arguments.unmasked,
        clock=clock(),
    )
    arguments.out.write_bytes(content)
    _ = at_terminal()
    print(_("{file}: {n} bytes", file=arguments.out, n=f"{len(content):,}"))
    return 0
