"""What somebody sees of a page: milliseconds from opening it, or from a key or click, to the last redraw."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
STANDS = """() => {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
    const busy = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    return state === "notRunning" && !busy && performance.now() - benchWatch.seen > 1000
}"""
PATIENCE = 180_000


class Look:
    """One page in a browser that has never been here."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(
            viewport={"width": 1920, "height": 1080}, locale="en-GB", timezone_id="Asia/Shanghai"
        )
        self.page: Page = self.context.new_page()
        self._asked: set[Request] = set()
        self.page.on("request", self._ask)
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, self._asked.discard)
        self.page.add_init_script(WATCH)
        self.page.goto(address)
        self._settle()

    def _ask(self, request: Request) -> None:
        if request.url.startswith("http"):  # of a map's own blob addresses no end is reported
            self._asked.add(request)

    def ready(self) -> float:
        """Milliseconds from the first request to the last redraw."""
        return self.page.evaluate("benchWatch.seen")

    def redrawn(self, act: Callable[[Page], None]) -> float:
        """Milliseconds from the last key or click of `act` to the last redraw."""
        act(self.page)
        # The server must have heard of it before its answer can be waited for.
        self.page.wait_for_timeout(100)
        self._settle()
        return self.page.evaluate("benchWatch.seen - benchWatch.asked")

    def close(self) -> None:
        self.context.close()

    def _settle(self) -> None:
        """Waits until no script runs, nothing is stale, nothing is on its way, and a second passed without a redraw."""
        self.page.wait_for_function(STANDS, timeout=PATIENCE)
        while self._asked:
            self.page.wait_for_timeout(100)
            self.page.wait_for_function(STANDS, timeout=PATIENCE)


def page_ready(browser: Browser, address: str) -> float:
    """Milliseconds until a page stands in a browser that has never been there."""
    look = Look(browser, address)
    milliseconds = look.ready()
    look.close()
    return milliseconds


def rerun(page: Page) -> None:
    """A rerun that changes nothing, by Streamlit's own key."""
    page.keyboard.press("r")
