"""The board's own routes beside Streamlit's: health, basemap, signing in, guide, calendars, the start's other name."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data.store import Store, last_commit
from data.store.errors import Unreachable
from services.maps.names import MARKETS
from services.markets.names_on_map import market_names
from services.web.account import account_routes
from services.web.actor import actor_routes
from services.web.calendar import calendar_routes
from services.web.guide import guide_routes
from services.web.login import login_routes
from services.web.oidc import oidc_routes
from services.web.packing import pack, preferred, reply
from services.web.setup import setup_routes

Resource = Callable[[str, Mapping[str, str]], tuple[bytes, str] | None]
AN_HOUR, ASK_AGAIN = "public, max-age=3600, must-revalidate", "no-cache"
STYLE = "application/json"


def board_routes(store: Callable[[], Store], basemap: Resource, start_page: str) -> list[BaseRoute]:
    """Every route of the board. `basemap` gives a file's bytes and media type by name and query, `start_page` is its
    code."""
    return [
        Route("/healthz", alive),
        Route("/readyz", readiness(store)),
        Route(f"/basemap/{MARKETS}.geojson", names_of_markets(store)),
        Route("/basemap/{name:path}", basemap_files(basemap)),
        Route(f"/{start_page}", start),
        *actor_routes(store),
        *login_routes(store),
        *setup_routes(store),
        *account_routes(store),
        *oidc_routes(store),
        *guide_routes(),
        *calendar_routes(store),
    ]


async def alive(request: Request) -> Response:
    """200 while the process answers at all, whatever becomes of the store."""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


def readiness(store: Callable[[], Store]) -> Callable[[Request], Response]:
    """200 when the store answers and is migrated and seeded, else 503."""

    def ready(request: Request) -> Response:
        try:
            number = last_commit(store())
        except Unreachable:
            return PlainTextResponse("the database does not answer", status_code=503)
        status, word = (200, f"ready, commit {number}") if number else (503, "the store is empty: not migrated")
        return PlainTextResponse(word, status_code=status, headers={"Cache-Control": "no-store"})

    return ready


def basemap_files(resource: Resource) -> Callable[[Request], Response]:
    """The files of the basemap by name, packed once for each content. A style is asked for again each time: the key
    for tiles may have been set meanwhile."""
    packed = lru_cache(maxsize=64)(pack)

    def answer(request: Request) -> Response:
        found = resource(request.path_params["name"], request.query_params)
        if found is None:
            return PlainTextResponse("no such basemap file", status_code=404)
        content, media_type = found
        encoding = preferred(request.headers.get("accept-encoding", ""))
        caching = ASK_AGAIN if media_type == STYLE else AN_HOUR
        return reply(packed(content, encoding), Headers(scope=request.scope), media_type, caching)

    return answer


def names_of_markets(store: Callable[[], Store]) -> Callable[[Request], Response]:
    """The names of the markets whose codes are asked for, as they stand now."""

    def answer(request: Request) -> Response:
        asked = request.query_params
        content = market_names(store(), asked.get("markets", "").split(";"), asked.get("selected"))
        return Response(content, media_type="application/geo+json", headers={"Cache-Control": ASK_AGAIN})

    return answer


def start(request: Request) -> Response:
    """The start page lies at "/"; under its own name Streamlit would call it missing."""
    query = urlencode(list(request.query_params.multi_items()))
    return RedirectResponse("/" + (f"?{query}" if query else ""), status_code=307)
