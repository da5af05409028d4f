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
    _ = at_terminal()
    open_ledgers = [name for name, declared in ledgers().items() if not declared.sealed]
    parser.add_argument("ledger", choices=open_ledgers, metavar=_("LEDGER"), help=", ".join(open_ledgers))
    parser.add_argument("--out", type=_workbook, required=True, metavar=_("FILE.xlsx"), help=_("the workbook to write"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("of heads and notes"))


def _workbook(name: str) -> Path:
    path, _ = Path(name), at_terminal()
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(_("{file}: a template is an .xlsx file", file=name))
    return path


def run(arguments: argparse.Namespace) -> int:
    store = open_store()
    migrate(store)
    arguments.out.write_bytes(template(store, ledger(arguments.ledger), language=arguments.language))
    _ = at_terminal()
    print(_("{file}: written", file=arguments.out))
    return 0
