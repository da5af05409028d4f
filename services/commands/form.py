"""`run.py form NAME --period 2023-Q2 --out FILE.xlsx`: a form filled from the ledgers."""

import argparse
from pathlib import Path

from data.store import demonstration, last_commit, migrate, one_moment, open_store
from data.texts import LANGUAGES, Text
from services.days.clock import clock
from services.returns.fill import fill
from services.returns.form import forms, quarter
from services.returns.workbook import provenance, remarks, workbook
from services.words.language import at_terminal, language

HELP = Text(
    "从台账填好一张报表（quarterly-ip），存为 .xlsx",
    "fill a form (quarterly-ip) from the ledgers and write it as .xlsx",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument("form", choices=list(forms()), metavar=_("FORM"), help=", ".join(forms()))
    parser.add_argument("--period", required=True, metavar="2023-Q2", help=_("the quarter"))
    parser.add_argument("--out", type=Path, required=True, metavar=_("FILE.xlsx"), help=_("the workbook to write"))
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("of heads and notes"))


def run(arguments: argparse.Namespace) -> int:
    """Writes the workbook and prints what could not be filled."""
    store, _, today = open_store(), language(arguments.language), clock().today()
    migrate(store)
    with one_moment(store):
        filled = fill(store, forms()[arguments.form], quarter(arguments.period), today)
        about = provenance(filled, commit=last_commit(store), demonstration=demonstration(store), as_of=today, _=_)
    arguments.out.write_bytes(workbook(filled, about, _))
    told = at_terminal()
    for label, text in remarks(filled, told):
        print(told("{label}: {text}", label=label, text=text))
    print(told("{file}: written", file=arguments.out))
    return 0
