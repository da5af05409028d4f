"""Who acts while there are no accounts: chosen once, on a page of its own that works without JavaScript."""

from collections.abc import Callable

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.store import SYSTEM, Store, read_rows
from services.access.accounts.sessions import accounts_exist
from services.access.accounts.tokens import new_token
from services.access.identity import ACTOR_COOKIE, active_people, cookie_value, current_person
from services.web.forms import go, page, posted, same_origin_path, translator
from services.words.language import Language

CHOSEN_COOKIE = "board_chosen"
HALF_A_YEAR = 180 * 24 * 3600


def actor_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /actor?back=…&lang=… shows the form; POST /actor keeps the choice in a cookie and goes back. Once there
    are accounts nobody chooses any more."""

    def form(request: Request) -> Response:
        if accounts_exist(store()):
            return go("/account")
        return actor_page(request, store(), back=same_origin_path(request.query_params.get("back", "")))

    async def choose(request: Request) -> Response:
        values = await posted(request)
        if accounts_exist(store()):
            return go("/account")
        back = same_origin_path(values.get("back", ""))
        return await run_in_threadpool(keep, request, store(), values.get("code", ""), back)

    return [Route("/actor", form, methods=["GET"]), Route("/actor", choose, methods=["POST"])]


def keep(request: Request, store: Store, code: str, back: str) -> Response:
    """Set the cookie for an active person, take it away for `system`, ask again for anybody else."""
    response = RedirectResponse(back, status_code=303)
    if code == SYSTEM.code:
        response.delete_cookie(ACTOR_COOKIE, httponly=True, samesite="strict")
    elif code in active_people(store)["code"].to_list():
        response.set_cookie(ACTOR_COOKIE, cookie_value(code), HALF_A_YEAR, httponly=True, samesite="strict")
    else:
        return actor_page(request, store, back=back, unknown=True)
    # By this one the scripts of pages that are open notice that somebody was chosen (acting.js); it names nobody.
    response.set_cookie(CHOSEN_COOKIE, new_token(), HALF_A_YEAR, samesite="strict")
    return response


def actor_page(request: Request, store: Store, *, back: str, unknown: bool = False) -> Response:
    """The form, in the language asked for."""
    return page(
        request,
        "actor.html",
        status=400 if unknown else 200,
        texts=texts(translator(request)),
        groups=by_office(active_people(store), read_rows(store, "offices", columns=("code", "name"))),
        system=SYSTEM.code,
        chosen=current_person(request.cookies, store).code,
        back=back,
        unknown=unknown,
    )


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
