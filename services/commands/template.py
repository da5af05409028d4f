"""`run.py template LEDGER --out FILE.xlsx`: the empty workbook an office fills in."""

import argparse
from pathlib import Path

from data.ledgers import ledger, ledgers
from data.store import migrate, open_store
from data.texts import LANGUAGES, Text
from services.exchange.template import template
from services.words.language import at_terminal

HELP = Text("生成一本台账的 Excel 模板", "write the Excel template of a ledger")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ledger", choices=[name for name, declared in ledgers().items() if not declared.sealed])
    parser.add_argument("--out", type=_workbook, required=True, metavar="FILE.xlsx")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])


def _workbook(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{name}: a template is an .xlsx file")
    return path


def run(arguments: argparse.Namespace) -> int:
    store = open_store()
    migrate(store)
    arguments.out.write_bytes(template(store, ledger(arguments.ledger), language=arguments.language))
    _ = at_terminal()
    print(_("{file}: written", file=arguments.out))
    return 0
