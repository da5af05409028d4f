"""Streamlit's files, answered packed; Streamlit itself sends its 8 MB of a first visit as they are."""

from collections.abc import Mapping
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from services.web.bundle import Bundle
from services.web.packing import ASK_AGAIN, FOREVER, Packed, pack, preferred, reply
from services.words.language import pick


class PackedFiles:
    """ASGI middleware: answers the bundle's files and the index page of each page path; passes on the rest.

    `pages` maps a path and a language, ("/markets", "en"), to an index page.
    """

    def __init__(self, app: ASGIApp, bundle: Bundle, pages: Mapping[tuple[str, str], str]) -> None:
        self.app, self.bundle, self.pages = app, bundle, pages
        self.packed_page = cache(self._packed_page)

    def _packed_page(self, path: str, language: str, encoding: str) -> Packed:
        return pack(self.pages[path, language].encode(), encoding)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        path, headers = scope["path"], Headers(scope=scope)
        encoding, name = preferred(headers.get("accept-encoding", "")), path.removeprefix("/")
        if name in self.bundle.names:
            packed = await run_in_threadpool(self.bundle.packed, name, encoding)
            response = reply(packed, headers, self.bundle.media_type(name), FOREVER)
        elif (path, language := asked_language(scope)) in self.pages:
            response = reply(self.packed_page(path, language, encoding), headers, "text/html", ASK_AGAIN)
            response.headers.add_vary_header("Accept-Language")
        else:
            return await self.app(scope, receive, send)
        await response(scope, receive, send)


def asked_language(scope: Scope) -> str:
    """The code of the language a page is asked in: by ?lang=, else by the browser."""
    query = QueryParams(scope.get("query_string", b""))
    return pick(Headers(scope=scope).get("accept-language"), query.get("lang"))
