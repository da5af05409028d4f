"""What a browser does besides showing pages: errors it logs, and whom it asks."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request


def watch(context: BrowserContext, host: str) -> list[str]:
    """The errors that the pages of a browser log and what they ask of another machine than `host`, as they come."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not is_harmless(message):
            faults.append(f"console: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != host:
            faults.append(f"asked outside: {request.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("weberror", lambda error: faults.append(f"page: {error.error}"))
    return faults


def is_harmless(message: ConsoleMessage) -> bool:
    """Streamlit looks for its server under the page's own path first, and finds nothing there."""
    return message.location["url"].endswith("/_stcore/health") or message.location["url"].endswith(
        "/_stcore/host-config"
    )
