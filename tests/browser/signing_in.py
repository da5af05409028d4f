"""Sessions for the browser's journeys, made in the store: what the sign-in page itself does is tried elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from data.store import open_store, save_credential
from services.access.accounts.people import Wanted, add
from services.access.accounts.sessions import open_session
from services.access.identity import SESSION_COOKIE, THE_BOARD


def sign_in(page: Page, address: str, folder: Path, code: str, role: str) -> None:
    """From now on the browser is that person's, of the IP section, who gets an account of that role."""
    store, now = open_store(None, folder), datetime.now(UTC)
    save_credential(store, code, "hash", initial=False, now=now)
    add(store, THE_BOARD, Wanted(code, f"示例{code}", "IP", role))
    token = open_session(store, code, role, address="127.0.0.1", now=now)
    store.close()
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
