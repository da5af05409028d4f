"""The Chromium that the browser's tests drive: found, or installed where that can be done.

`python -m tests.browser.chromium` names it, and fails with what to do when none can be had.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


def find(own: str) -> str | None:
    """Path of a Chromium on this machine: Playwright's own when it is there, else the system's."""
    if Path(own).is_file():
        return own
    return next(filter(None, map(shutil.which, ON_PATH)), None)


def install() -> None:
    """Installs one: Playwright's own, else Debian's where this is Debian and we are root."""
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode == 0:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], stdin=subprocess.DEVNULL)
        packages = ["chromium", "fonts-noto-cjk"]
        subprocess.run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], stdin=subprocess.DEVNULL
        )


def main() -> int:
    """Names the Chromium that will be used; 1 when there is none and none could be installed."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if find(own) is None:
        print("No Chromium here; installing one …", flush=True)
        install()
    chromium = find(own)
    if chromium is None:
        print("The browser's tests need Chromium: install it (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    print(f"Chromium for the browser's tests: {chromium}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
