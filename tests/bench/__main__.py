"""`python run.py bench`: stores of several sizes, the board and a blank page side by side, ratios of medians."""

import argparse
import os
import tempfile
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.imports import workbook
from tests.bench.measure import Measured, measure_filters, measure_imports, measure_memory, measure_pages, say
from tests.bench.report import table
from tests.bench.servers import blank, board
from tests.bench.stores import stored
from tests.browser.chromium import ARGUMENTS, find


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure the board beside a blank page.")
    parser.add_argument("--sizes", default="1e4,1e5,1e6", help="numbers of cases (1e4,1e5,1e6)")
    parser.add_argument("--times", type=int, default=7, choices=range(1, 11), help="how often it is measured (7)")
    parser.add_argument("--keep", type=Path, help="folder that keeps the stores for the next run")
    return parser.parse_args()


def main() -> None:
    """Makes the stores, measures one after the other, prints the table."""
    given = arguments()
    sizes = [int(float(size)) for size in given.sizes.split(",")]
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as kept:
        folders = {size: stored(Path(kept), size) for size in sizes}
        content = workbook()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find(playwright.chromium.executable_path), args=[*ARGUMENTS]
            )
            found = [measured(size, folder, browser, content, given.times) for size, folder in folders.items()]
    say(f"\nMedians of {given.times}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end\n")
    say(table(found))


def measured(cases: int, folder: Path, browser: Browser, content: bytes, times: int) -> Measured:
    """Everything about one store."""
    say(f"{cases:,} cases")
    found = Measured(cases)
    with board(folder) as server, blank() as plain:
        measure_pages(found, browser, server, plain, times)
        measure_filters(found, browser, server, plain, times)
        measure_memory(found, server)
    measure_imports(found, folder, content, times)
    return found


if __name__ == "__main__":
    main()
