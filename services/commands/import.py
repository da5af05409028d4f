"""`run.py import FILE…`: workbooks into the store by one commit, or a list of what is wrong with them."""

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.store import migrate, open_store
from data.texts import Text
from services.access.identity import THE_BOARD
from services.days.clock import clock
from services.intake.confirm import confirm, to_say
from services.intake.errors import HasBadRows, NothingToWrite, Unanswered
from services.intake.headers import column_of
from services.intake.stage import discard, stage
from services.intake.staged import Staged
from services.words.language import at_terminal

HELP = Text(
    "报送工作簿（.xlsx、.xls、.csv）；有一行不合格即全不写入",
    "hand in workbooks (.xlsx, .xls, .csv); with any bad row nothing is written",
)
SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--ledger", choices=list(ledgers()), help=_("the ledger all sheets are of; default: recognised")
    )
    parser.add_argument("--office", metavar="CODE", help=_("the unit that hands in; default: as the rows say"))
    parser.add_argument(
        "--complete", action="store_true", help=_("these are all rows of the office: name those that vanished")
    )
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar="YYYY-MM-DD",
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
    report = {"commit": number, "result": said, **found}
    if number is None:
        discard(store, THE_BOARD, staged.id)
    print(
        json.dumps(report, ensure_ascii=False, indent=1, default=str) if arguments.json else "\n".join(_lines(report))
    )
    return 1 if failed else 0


def _report(staged: Staged) -> dict[str, Any]:
    """What was found, as the JSON report gives it; of a confirmed upload only the bad rows are left."""
    return {
        "counts": {name: asdict(counts) for name, counts in staged.counts.items()},
        "refusals": [asdict(refusal) for refusal in staged.refusals],
        "errors": staged.errors().to_dicts(),
        "questions": staged.questions().to_dicts(),
        "notes": [asdict(note) for note in staged.notes],
        "sums": [asdict(one) for one in staged.sums],
        "unknown_headers": {f"{it.file} {it.sheet}": it.unknown for it in staged.sheets if it.unknown},
        "vanished": {name: staged.vanished(name).height for name in staged.counts if staged.complete},
        "removes_demonstration": staged.removes_demonstration,
    }


def _lines(report: dict[str, Any]) -> list[str]:
    """The report for reading: Chinese, for those who fill in the workbooks."""
    lines = [f"✗ {it['file']}：{it['message']['zh']}。{it['mend']['zh']}" for it in report["refusals"]]
    lines += [f"· {it['file']} {it['sheet']}：{it['message']['zh']}" for it in report["notes"]]
    lines += [_error_line(error) for error in report["errors"][:SHOWN]]
    if len(report["errors"]) > SHOWN:
        lines.append(f"…… 另有 {len(report['errors']) - SHOWN} 处错误（--json 列出全部）")
    lines += [f"? {_place(it)}：{it['value']:,} 元，通常约 {it['usual']:,} 元" for it in report["questions"][:SHOWN]]
    for name, counts in report["counts"].items():
        words = "，".join(f"{word} {counts[key]}" for key, word in COUNTED.items() if counts[key])
        lines.append(f"{ledger_of(name).title.zh}：{words or '无数据行'}")
    lines += [f"  {_label(it)}合计 {it['total']:,} 元" for it in report["sums"] if it["total"]]
    return [*lines, report["result"]]


COUNTED = {"new": "新增", "changed": "修改", "same": "相同", "bad": "不合格", "vanished": "未再出现"}


def _error_line(error: dict[str, Any]) -> str:
    value = "" if error["value"] is None else f" “{error['value']}”"
    offers = f"（是否为：{error['offers']}）" if error["offers"] else ""
    return f"✗ {_place(error)}{value}：{error['message_zh']}。{error['mend_zh']}{offers}"


def _place(line: dict[str, Any]) -> str:
    return " ".join(str(part) for part in (line["file"], line["sheet"], f"第 {line['row']} 行", _label(line)) if part)


def _label(line: dict[str, Any]) -> str:
    return column_of(ledger_of(line["ledger"]), line["column"]).label.zh
