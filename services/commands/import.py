"""`run.py import FILE…`: workbooks into the store by one commit, or a list of what is wrong with them."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import structs, to_builtins

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.store import migrate, open_store
from data.texts import Text
from services.access.identity import THE_BOARD
from services.days.clock import clock
from services.intake.confirm import confirm, to_say
from services.intake.errors import HasBadRows, NothingToWrite, NotWhole, Unanswered
from services.intake.headers import column_of
from services.intake.stage import discard, stage
from services.intake.staged import Staged
from services.words import formats
from services.words.language import Language, at_terminal

HELP = Text(
    "报送工作簿（.xlsx、.xls、.csv）；有一行不合格即全不写入",
    "hand in workbooks (.xlsx, .xls, .csv); with any bad row nothing is written",
)
SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("workbooks to hand in"))
    parser.add_argument(
        "--ledger",
        choices=list(ledgers()),
        metavar=_("LEDGER"),
        help=_("the ledger all sheets are of; default: recognised"),
    )
    parser.add_argument("--office", metavar=_("CODE"), help=_("the unit that hands in; default: as the rows say"))
    parser.add_argument(
        "--complete", action="store_true", help=_("these are all rows of the office: name those that vanished")
    )
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar=_("YYYY-MM-DD"),
        help=_("the months of the rows are reported up to this day; without it no month counts as handed in"),
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be written"))
    parser.add_argument("--accept-good", action="store_true", help=_("write the good rows without the bad ones"))
    parser.add_argument("--confirm-amounts", action="store_true", help=_("unusually large amounts are right"))
    parser.add_argument("--json", action="store_true", help=_("report as JSON"))


def run(arguments: argparse.Namespace) -> int:
    store = open_store()
    migrate(store)
    files = [(path.name, path.read_bytes()) for path in arguments.files]
    staged = stage(
        store,
        THE_BOARD,
        files,
        clock=clock(),
        office=arguments.office,
        ledger=arguments.ledger,
        complete=arguments.complete,
    )
    _ = at_terminal()
    found = _report(staged)
    number, said = None, _("dry run: nothing written")
    failed = staged.has_bad and not arguments.accept_good
    if not arguments.dry_run:
        try:
            accepted = {"accept_good": arguments.accept_good, "answered": arguments.confirm_amounts}
            unsaid = not arguments.until and not to_say(store, staged).is_empty()
            number = confirm(store, THE_BOARD, staged.id, clock=clock(), until=arguments.until, **accepted)
            said = _("commit {number}", number=number)
            said += _("; no month is handed in by it (--until)") if unsaid else ""
        except NothingToWrite as same:
            said = _.text(same.text)
        except HasBadRows as bad:
            said = f"{_.text(bad.text)} (--accept-good)"
        except Unanswered as unusual:
            said, failed = f"{_.text(unusual.text)} (--confirm-amounts)", True
        except NotWhole as partial:
            said, failed = f"{_.text(partial.text)} (--until)", True
    report = {"commit": number, "result": said, **found}
    if number is None:
        discard(store, THE_BOARD, staged.id)
    print(
        json.dumps(report, ensure_ascii=False, indent=1, default=str)
        if arguments.json
        else "\n".join(_lines(report, _))
    )
    return 1 if failed else 0


def _report(staged: Staged) -> dict[str, Any]:
    """What was found, as the JSON report gives it; of a confirmed upload only the bad rows are left."""
    return {
        "counts": to_builtins(staged.counts),
        "refusals": to_builtins(staged.refusals),
        "errors": staged.errors().to_dicts(),
        "questions": staged.questions().to_dicts(),
        "notes": to_builtins(staged.notes),
        "sums": [structs.asdict(one) for one in staged.sums],
        "unknown_headers": {f"{it.file} {it.sheet}": it.unknown for it in staged.sheets if it.unknown},
        "vanished": {name: staged.vanished(name).height for name in staged.counts if staged.complete},
        "removes_demonstration": staged.removes_demonstration,
    }


def _lines(report: dict[str, Any], _: Language) -> list[str]:
    """The report for reading."""
    refused = [(it["file"], _said(it["message"], _), _said(it["mend"], _)) for it in report["refusals"]]
    lines = [_("✗ {place}: {what}. {mend}", place=file, what=what, mend=mend) for file, what, mend in refused]
    lines += [
        _("· {place}: {what}", place=f"{it['file']} {it['sheet']}".strip(), what=_said(it["message"], _))
        for it in report["notes"]
    ]
    lines += [_error_line(error, _) for error in report["errors"][:SHOWN]]
    if len(report["errors"]) > SHOWN:
        lines.append(_("… and {n} faults more (--json lists all)", n=len(report["errors"]) - SHOWN))
    for it in report["questions"][:SHOWN]:
        value, usual = f"{it['value']:,}", f"{it['usual']:,}"
        lines.append(_("? {place}: {value} yuan, usually about {usual}", place=_place(it, _), value=value, usual=usual))
    labels = {
        "new": _("new"), "changed": _("changed"), "same": _("same"), "bad": _("faulty"), "vanished": _("vanished"),
    }  # fmt: skip
    for name, counts in report["counts"].items():
        words = formats.listing([f"{word} {counts[key]}" for key, word in labels.items() if counts[key]], _.code)
        title = _.text(ledger_of(name).title)
        lines.append(_("{label}: {text}", label=title, text=words or _("no rows of data")))
    lines += [
        _("  {label}: {total} yuan altogether", label=_label(it, _), total=f"{it['total']:,}")
        for it in report["sums"]
        if it["total"]
    ]
    return [*lines, report["result"]]


def _error_line(error: dict[str, Any], _: Language) -> str:
    value = "" if error["value"] is None else f" “{error['value']}”"
    found = Text(error["message_zh"], error["message_en"]), Text(error["mend_zh"], error["mend_en"])
    what, mend = map(_.text, found)
    offers = _(" (meant: {offers}?)", offers=error["offers"]) if error["offers"] else ""
    return _("✗ {place}: {what}. {mend}", place=f"{_place(error, _)}{value}", what=what, mend=mend) + offers


def _said(both: dict[str, str], _: Language) -> str:
    return _.text(Text(**both))


def _place(line: dict[str, Any], _: Language) -> str:
    row = _("row {n}", n=line["row"])
    return " ".join(str(part) for part in (line["file"], line["sheet"], row, _label(line, _)) if part)


def _label(line: dict[str, Any], _: Language) -> str:
    return _.text(column_of(ledger_of(line["ledger"]), line["column"]).label)
