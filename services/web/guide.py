"""The user's guide and what it refers to, served by the board itself: it needs no other network, and the gate stands
before it as before every page."""

from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from services.web.forms import page, translator
from services.web.written import rendered

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTS = frozenset({"guide", "dictionary", "operation", "security"})


def guide_routes() -> list[BaseRoute]:
    """GET /guide, its other documents and its pictures; nothing else of the folder."""
    return [
        Route("/guide", document, methods=["GET"]),
        Route("/guide/{name}", document, methods=["GET"]),
        Route("/guide/pictures/{name}", picture, methods=["GET"]),
    ]


def document(request: Request) -> Response:
    """One document as a page."""
    name = request.path_params.get("name", "guide")
    if name not in DOCUMENTS:
        return PlainTextResponse("no such document", status_code=404)
    _ = translator(request)
    only = "" if _.code == "zh_CN" else _("This guide is written in Chinese; the board itself is in English too.")
    texts = {"title": _("User's guide"), "leave": _("Back to the board"), "only": only}
    return page(request, "guide.html", texts=texts, body=Markup(html(name)))  # noqa: S704 - `rendered` escapes first


@lru_cache(maxsize=len(DOCUMENTS))
def html(name: str) -> str:
    """A document's HTML; the documents of an installation don't change while it runs."""
    return rendered((DOCS / f"{name}.md").read_text(encoding="utf-8"), DOCUMENTS)


def picture(request: Request) -> Response:
    """A picture of the documents, by its own name and no path."""
    known = {path.name: path for path in (DOCS / "pictures").glob("*.png")}
    path = known.get(request.path_params["name"])
    return FileResponse(path, media_type="image/png") if path else PlainTextResponse("no such picture", 404)
