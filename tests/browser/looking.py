"""What the browser's tests do over and over: open a page, wait until it stands, take and judge a picture."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

PICTURES = Path(__file__).parent.parent.parent / "test-results" / "pictures"


def open_page(page: Page, path: str) -> None:
    """Goes to a path of the board and waits until it stands."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Waits until the page's script has run and nothing on screen is stale."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=30_000)
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def picture(page: Page, name: str) -> Path:
    """Keeps a picture of the whole page under test-results/pictures, for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, full_page=True)
    return file


def colours(drawn: Locator) -> int:
    """How many colours are seen where an element stands: 1 where a canvas stayed blank."""
    image = Image.open(BytesIO(drawn.screenshot())).convert("RGB")
    return len(image.getcolors(maxcolors=image.width * image.height) or [])


def expect_painted(page: Page, drawn: Locator, at_least: int = 20) -> None:
    """Waits until an element shows something, a map with its layers say; fails when it stays blank."""
    expect(drawn).to_be_visible(timeout=30_000)
    for _ in range(50):
        if colours(drawn) >= at_least:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"still blank: {colours(drawn)} colours, expected {at_least} or more")
