"""Signing in with name and password: a page that stands on its own and works without JavaScript."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.store import Store, end_session
from data.store.errors import Busy, Full
from data.texts import Text
from services.access.accounts.attempts import place_in_queue
from services.access.accounts.oidc import provider
from services.access.accounts.sessions import SignInRefused, accounts_exist, as_name, sign_in
from services.web.forms import (
    go,
    now,
    page,
    place_in,
    posted,
    remembered,
    same_origin_path,
    sentence,
    session_in,
    translator,
    welcome,
)
from services.web.turns import FAMILIAR, SECONDS, STRANGERS, Crowded
from services.words.language import Language


def login_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /login?back=…&why=… shows the form, POST /login signs in and goes back."""

    def form(request: Request) -> Response:
        back = same_origin_path(request.query_params.get("back", ""))
        if not accounts_exist(store()) or session_in(request):
            return go(back)
        return login_page(request, back=back, why=request.query_params.get("why", ""))

    async def enter(request: Request) -> Response:
        values = await posted(request)
        asking = as_name(values.get("code", "")), place_in(request), now()
        known, source = await run_in_threadpool(place_in_queue, store(), *asking)
        turns = FAMILIAR if known else STRANGERS
        try:
            return await turns.take(source, signed_in, request, store(), values)
        except Crowded as refused:
            back, code = same_origin_path(values.get("back", "")), values.get("code", "")
            shown = await run_in_threadpool(login_page, request, back=back, code=code, fault=refused.text, status=503)
            shown.headers["Retry-After"] = str(SECONDS)
            return shown

    return [Route("/login", form, methods=["GET"]), Route("/login", enter, methods=["POST"])]


def signed_in(request: Request, store: Store, values: dict[str, str]) -> Response:
    """On into the board under a new session, or the form again. A session that the browser had ends."""
    code, back = values.get("code", ""), same_origin_path(values.get("back", ""))
    try:
        token = sign_in(store, code, values.get("password", ""), place=place_in(request), now=now())
        response = remembered(welcome(back, token), request, store, as_name(code))
    except (SignInRefused, Busy, Full) as refused:
        return login_page(request, back=back, code=code, fault=refused.text)
    if before := session_in(request):
        end_session(store, before.token)
    return response


def login_page(
    request: Request, *, back: str, code: str = "", why: str = "", fault: Text | None = None, status: int = 403
) -> Response:
    """The form, with what went wrong or why it is shown."""
    _ = translator(request)
    start = go("/oidc/start", back=back, lang=_.code).headers["location"] if provider() else ""
    return page(
        request,
        "login.html",
        status=status if fault else 200,
        texts=texts(_),
        notice=notices(_).get(why, ""),
        fault=sentence(_, fault),
        back=back,
        code=code[:100],
        provider=start,
    )


def texts(_: Language) -> dict[str, str]:
    """The sentences of the form."""
    return {
        "title": _("Sign in"),
        "who": _("For staff of the bureau who have an account."),
        "code": _("Sign-in name"),
        "password": _("Password"),
        "sign_in": _("Sign in"),
        "provider": _("Sign in with the unified account"),
        "forgotten": _("Forgotten your password? The administrator gives you a new one."),
    }


def notices(_: Language) -> dict[str, str]:
    """Why somebody finds the form, by code."""
    return {
        "ended": _("You were signed out: the time ran out, or your account was changed. Please sign in again."),
        "out": _("You have signed out."),
        "everywhere": _("You have signed out everywhere."),
    }
