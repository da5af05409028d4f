"""Who acts, chosen once on a page of its own that works without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.store import SYSTEM, Store, read_rows
from services.figures.palette import DARK, LIGHT
from services.identity import ACTOR_COOKIE, active_people, cookie_value, current_person
from services.language import Language, language, pick
from services.web.gate import is_own_origin

HALF_A_YEAR = 180 * 24 * 3600
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


def actor_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /actor?back=…&lang=… shows the form; POST /actor keeps the choice in a cookie and goes back."""

    def form(request: Request) -> Response:
        return page(request, store(), back=same_origin_path(request.query_params.get("back", "")))

    async def choose(request: Request) -> Response:
        if not is_own_origin(request.headers.get("origin", ""), request.headers.get("host", "")):
            return PlainTextResponse("foreign origin", status_code=403)
        values = await request.form()
        back = same_origin_path(str(values.get("back", "")))
        return await run_in_threadpool(keep, request, store(), str(values.get("code", "")), back)

    return [Route("/actor", form, methods=["GET"]), Route("/actor", choose, methods=["POST"])]


def keep(request: Request, store: Store, code: str, back: str) -> Response:
    """Set the cookie for an active person, take it away for `system`, ask again for anybody else."""
    response = RedirectResponse(back, status_code=303)
    if code == SYSTEM.code:
        response.delete_cookie(ACTOR_COOKIE, httponly=True, samesite="strict")
    elif code in active_people(store)["code"].to_list():
        response.set_cookie(ACTOR_COOKIE, cookie_value(code), HALF_A_YEAR, httponly=True, samesite="strict")
    else:
        return page(request, store, back=back, unknown=True)
    return response


def page(request: Request, store: Store, *, back: str, unknown: bool = False) -> HTMLResponse:
    """The form, in the language asked for."""
    _ = language(pick(request.headers.get("accept-language"), request.query_params.get("lang")))
    html = TEMPLATES.get_template("actor.html").render(
        texts=texts(_),
        language="zh-CN" if _.code == "zh_CN" else "en",
        groups=by_office(active_people(store), read_rows(store, "offices", columns=("code", "name"))),
        system=SYSTEM.code,
        chosen=current_person(request.cookies, store).code,
        back=back,
        unknown=unknown,
        light=LIGHT,
        dark=DARK,
    )
    return HTMLResponse(html, status_code=400 if unknown else 200, headers={"Cache-Control": "no-store"})


def texts(_: Language) -> dict[str, str]:
    """The sentences of the form."""
    return {
        "title": _("Who is working here?"),
        "why": _("Every change is recorded under the name chosen here. It stays on this machine for half a year."),
        "person": _("Person"),
        "system": _("Nobody in particular (system)"),
        "unknown": _("This person is not in the list, or no longer active. Choose again."),
        "nobody": _("No people are entered yet: hand them in through the ledger “People”."),
        "choose": _("Use this name"),
        "leave": _("Back without a change"),
    }


def by_office(people: pl.DataFrame, offices: pl.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Code and name of each person under the name of their office."""
    names = dict(offices.select("code", "name").iter_rows())
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name, office in people.select("code", "name", "office").iter_rows():
        groups.setdefault(names.get(office, office), []).append((code, name))
    return groups


def same_origin_path(target: str) -> str:
    """The path to go back to, or "/" for anything a browser could take for another server's address."""
    unsafe = "\\" in target or not target.isprintable() or " " in target
    parts = urlsplit(target) if not unsafe else urlsplit("")
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return "/"
    return parts._replace(fragment="").geturl() or "/"
