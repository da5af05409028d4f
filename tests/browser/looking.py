"""What the browser's tests do over and over: open a page, wait until it stands, take and judge a picture."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

# A click reaches the server a moment later and a busy server answers later still, so one look at the state of the
# script is not enough: what a page has sent must have been answered, too.
LISTEN = """(() => {
    const send = WebSocket.prototype.send, heard = new WeakSet()
    WebSocket.prototype.send = function (...sent) {
        if (!heard.has(this)) this.addEventListener("message", () => { window.unanswered = false })
        heard.add(this)
        window.unanswered = true
        return send.apply(this, sent)
    }
})()"""
QUIET = """() => {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
    const drawing = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    const quiet = state === "notRunning" && !window.unanswered && !drawing
    window.quietSince = quiet ? (window.quietSince ?? performance.now()) : undefined
    return quiet && performance.now() - window.quietSince > 500
}"""
# The names that stand on a map: those for which MapLibre found room. Streamlit hands its map to nobody, so it is looked
# for in the parts of which React has made it.
NAMED = """() => {
    const drawn = document.querySelector(".mapboxgl-map")
    const key = drawn && Object.keys(drawn).find((name) => name.startsWith("__reactFiber"))
    for (let part = drawn?.[key]; part; part = part.return)
        for (let hook = part.memoizedState; hook; hook = hook.next) {
            const map = hook.memoizedState?.current?.getMap?.()
            if (map) return map.loaded() ? map.queryRenderedFeatures()
                .filter((one) => one.layer.id.startsWith("names-"))
                .map((one) => one.properties.name ?? one.properties.zh_CN) : []
        }
    return []
}"""
PICTURES = Path(__file__).parent.parent.parent / "test-results" / "pictures"


def open_page(page: Page, path: str) -> None:
    """Goes to a path of the board and waits until it stands."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Waits until the page has stood still for half a second: nothing it sent without an answer, no script running,
    nothing on screen stale."""
    page.evaluate("delete window.quietSince")
    page.wait_for_function(QUIET, timeout=60_000)


def picture(page: Page, name: str) -> Path:
    """Keeps a picture of the whole page under test-results/pictures, for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, full_page=True)
    return file


def colours(drawn: Locator) -> int:
    """How many colours are seen in the middle of an element, clear of a map's buttons: 1 where it stayed blank."""
    whole = Image.open(BytesIO(drawn.screenshot())).convert("RGB")
    left, top = whole.width // 4, whole.height // 4
    middle = whole.crop((left, top, whole.width - left, whole.height - top))
    return len(middle.getcolors(maxcolors=middle.width * middle.height) or [])


def expect_painted(page: Page, drawn: Locator, at_least: int = 20) -> None:
    """Waits until an element shows something, a map with its layers say; fails when it stays blank."""
    expect(drawn).to_be_visible(timeout=60_000)
    for _ in range(50):
        if colours(drawn) >= at_least:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"still blank: {colours(drawn)} colours, expected {at_least} or more")


def names_on_map(page: Page) -> set[str]:
    """The names on the page's moving map, when they stand still."""
    before: set[str] = set()
    for _ in range(60):
        page.wait_for_timeout(1_000)
        named = set(page.evaluate(NAMED))
        if named and named == before:
            return named
        before = named
    raise AssertionError(f"no names, or names that do not stand still: {before}")
