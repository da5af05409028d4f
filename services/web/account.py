"""The own account: who one is, the password, where one is signed in, and signing out."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.ledgers.people import LEDGER
from data.store import Session, Store, read_credential, read_rows
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts.choosing import change_password
from services.access.accounts.limits import least_password
from services.access.accounts.sessions import sessions_of, sign_out
from services.access.identity import SESSION_COOKIE
from services.web.forms import (
    go,
    now,
    page,
    place_in,
    posted,
    same_origin_path,
    sentence,
    session_in,
    translator,
)
from services.web.setup import DIFFERENT
from services.web.turns import FAMILIAR
from services.words.formats import instant
from services.words.language import Language


def account_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /account, POST /account/password and POST /account/leave; before there are accounts, on to /actor."""

    def show(request: Request) -> Response:
        session = session_in(request)
        if session is None:
            return go("/actor")
        return account_page(request, store(), session, back=request.query_params.get("back", ""))

    async def change(request: Request) -> Response:
        values, session = await posted(request), session_in(request)
        if session is None:
            return go("/actor")
        return await FAMILIAR.take(session.token, changed, request, store(), session, values)

    async def leave(request: Request) -> Response:
        values, session = await posted(request), session_in(request)
        return await run_in_threadpool(left, store(), session, values) if session else go("/actor")

    return [
        Route("/account", show, methods=["GET"]),
        Route("/account/password", change, methods=["POST"]),
        Route("/account/leave", leave, methods=["POST"]),
    ]


def changed(request: Request, store: Store, session: Session, values: dict[str, str]) -> Response:
    """The page again, with the new password in force or what is wrong with it."""
    back, new = values.get("back", ""), values.get("new", "")
    if new != values.get("again"):
        return account_page(request, store, session, back=back, fault=DIFFERENT)
    try:
        change_password(store, session, values.get("old", ""), new, place=place_in(request), now=now())
    except StoreError as refused:
        return account_page(request, store, session, back=back, fault=refused.text)
    return go("/account", back=same_origin_path(back), done="password")


def left(store: Store, session: Session, values: dict[str, str]) -> Response:
    """To the sign-in page, without a session here, or anywhere."""
    everywhere = values.get("where") == "everywhere"
    sign_out(store, session, everywhere=everywhere)
    response = go("/login", why="everywhere" if everywhere else "out")
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response


def account_page(request: Request, store: Store, session: Session, *, back: str, fault: Text | None = None) -> Response:
    """The page of one's own account."""
    _ = translator(request)
    done = request.query_params.get("done") == "password"
    return page(
        request,
        "account.html",
        status=400 if fault else 200,
        texts=texts(_),
        code=session.code,
        facts=facts(_, store, session),
        initial=session.initial,
        with_password=read_credential(store, session.code) is not None,
        sessions=[shown(_, one, session) for one in sessions_of(store, session.code, now())],
        fault=sentence(_, fault),
        notice=_("The new password is in force; all your other sessions have ended.") if done else "",
        back=same_origin_path(back),
    )


def facts(_: Language, store: Store, session: Session) -> dict[str, str]:
    """Who one is, by label."""
    roles = _.labels(LEDGER.column("role").options())
    offices = read_rows(store, "offices", where={"code": session.office}, columns=("name",))["name"]
    return {
        _("Person's name"): session.name,
        _("Sign-in name"): session.code,
        _("Unit"): offices[0] if len(offices) else session.office,
        _("Role"): roles.get(session.role, session.role),
    }


def shown(_: Language, one: Session, own: Session) -> dict[str, object]:
    """A session as the table shows it."""
    return {
        "started": instant(one.started, _.code),
        "seen": instant(one.seen, _.code),
        "address": one.address,
        "this": one.token == own.token,
    }


def texts(_: Language) -> dict[str, str]:
    """The sentences of the page."""
    return {
        "title": _("My account"),
        "leave": _("Back to the board"),
        "initial": _("You signed in with an initial password. Choose one of your own; then the board opens."),
        "sign_out": _("Sign out"),
        "change": _("Change the password"),
        "old": _("Present password"),
        "new": _("New password"),
        "again": _("New password again"),
        "rule": _("At least {n} characters; several unrelated words are good.", n=least_password()),
        "sessions": _("Where you are signed in"),
        "started": _("Signed in"),
        "seen": _("Last used"),
        "address": _("Address"),
        "this": _("this browser"),
        "everywhere": _("Sign out everywhere"),
    }
