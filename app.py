"""The application object: the pages behind the gate, the board's own routes, and what is done at the start.

`python app.py`, `streamlit run app.py` and `uvicorn app:app` all serve this one object, so none of them
goes round the gate. Only the first reads where to listen (services/web/listening.py).
"""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from uvicorn.config import HTTP_PROTOCOLS

import pages.parts
import services
from data.clock import check_clock
from data.errors import BoardError
from data.registry import entries, faults
from data.texts import LANGUAGES
from pages.parts.doing.jobs import WORKER
from pages.parts.frame.cached import store
from pages.parts.frame.warming import warm_answers
from services.access.accounts.links import first_link
from services.access.accounts.sessions import accounts_exist
from services.maps.basemap import resource
from services.maps.settings import tianditu_key
from services.records.sweeping import every_day
from services.web.bounds import Bounds
from services.web.bundle import Bundle
from services.web.gate import Gate
from services.web.headers import SecurityHeaders
from services.web.index import CHUNKS, MAP_CHUNKS, SCRIPTS, board_index
from services.web.listening import hosts, own_address, server_settings
from services.web.proxies import Proxies, networks
from services.web.routes import board_routes
from services.web.static import PackedFiles
from services.web.uploads import Uploads, weigh
from services.web.warm import load
from services.words.language import at_terminal, told_at_terminal

SCRIPT = Path(__file__).parent / "pages" / "navigation.py"
ICON = SCRIPT.parent / "parts" / "frame" / "icon.svg"
BUNDLE = Bundle(Path(st.__file__).parent / "static")
PAGES = entries("pages")
TIANDITU = "https://*.tianditu.gov.cn"


def tiles() -> tuple[str, ...]:
    """The servers of map tiles."""
    return (TIANDITU,) if tianditu_key() else ()


def index_pages() -> dict[tuple[str, str], str]:
    """The index page of every page's path in both languages; the first page is the start page."""
    icon = ICON.read_bytes()
    return {
        ("/" if entry is PAGES[0] else f"/{entry.code}", language): board_index(
            BUNDLE, icon, language, with_map=entry.more.get("map", False)
        )
        for entry in PAGES
        for language in LANGUAGES
    }


def prepare() -> None:
    """Load, migrate, warm. Then leave all that to itself: Streamlit collects garbage after every script run,
    and what is frozen is not looked through again, which makes a rerun three times as fast."""
    load((services, pages.parts))
    warm_answers()
    BUNDLE.warm((*CHUNKS, *MAP_CHUNKS))
    gc.collect()
    gc.freeze()


def name_faults() -> None:
    """Say at the start which of the bureau's own registry files are not in force: the board goes on without them."""
    _ = at_terminal()
    for fault in faults():
        print(_("Not in force: registry/{file}. {why}", file=fault.file, why=_.text(fault.text)), flush=True)


def invite() -> None:
    """While there are no accounts: print the one-time link by which the first administrator comes in."""
    if token := first_link(store(), datetime.now(UTC)):
        _ = at_terminal()
        print(_("No accounts yet. Whoever opens this link, on this machine, once, becomes the administrator:"))
        print(f"{own_address(os.environ)}/setup?token={token}", flush=True)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Nobody is answered before everything is prepared."""
    await run_in_threadpool(prepare)
    await run_in_threadpool(name_faults)
    await run_in_threadpool(invite)
    sweeping = asyncio.create_task(every_day(store, WORKER))
    yield
    sweeping.cancel()


def held() -> dict[str, int]:
    """What the files weigh that Streamlit's sessions hold."""
    stored = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr).file_storage
    return weigh(
        {session: [len(file.data) for file in dict(files).values()] for session, files in dict(stored).items()}
    )


def middleware() -> list[Middleware]:
    """From the outside in: whom a proxy speaks for, headers, how much is taken, the gate, uploads, files. BoardError
    for bad settings."""
    return [
        Middleware(Proxies, trusted=networks(os.environ.get("BOARD_PROXIES", ""))),
        Middleware(SecurityHeaders, scripts=SCRIPTS, tiles=tiles),
        Middleware(Bounds),
        Middleware(Gate, store=store, hosts=hosts(os.environ)),
        Middleware(Uploads, held=held),
        Middleware(PackedFiles, bundle=BUNDLE, pages=index_pages()),
    ]


# uvicorn would believe any program of this machine whom it speaks for, before BOARD_PROXIES is asked.
os.environ["FORWARDED_ALLOW_IPS"] = ""
try:
    check_clock()
    ROUTES, MIDDLEWARE = board_routes(store, resource, PAGES[0].code), middleware()
except BoardError as error:
    raise SystemExit(told_at_terminal(error)) from None

# `streamlit run` looks for this very statement in the source: where it finds none, it serves the file as a script.
app = st.App(SCRIPT, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)

if __name__ == "__main__":
    # Only here it can be chosen: who starts uvicorn in another way has chosen already.
    HTTP_PROTOCOLS["auto"] = "services.web.connections:Connection"
    try:
        # A store that can't be opened is said in a sentence, before there is a server to report it.
        store()
        app.run(config=server_settings(os.environ, lambda: accounts_exist(store())))
    except BoardError as error:
        raise SystemExit(told_at_terminal(error)) from None
