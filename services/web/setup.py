"""One-time links: the first administrator's, and those by which people set their password."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.store import Store, read_rows
from data.store.errors import StoreError
from data.texts import Text
from services.access.accounts.attempts import network_of
from services.access.accounts.limits import least_password
from services.access.accounts.links import FIRST, owner_of_link, set_by_link, set_up
from services.access.accounts.people import AccountRefused, Wanted
from services.access.accounts.sessions import active_role, as_name, open_session
from services.access.identity import THE_BOARD
from services.access.rights import IP_SECTION
from services.web.forms import (
    address_in,
    now,
    page,
    posted,
    remembered,
    sentence,
    translator,
    welcome,
)
from services.web.turns import FAMILIAR, STRANGERS
from services.words.language import Language

DIFFERENT = Text("两次输入的口令不一致", "the two passwords are not the same")


def setup_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /setup?token=… shows the form of a link, POST /setup uses the link up and signs in."""

    def form(request: Request) -> Response:
        return setup_page(request, store(), request.query_params.get("token", ""))

    async def use(request: Request) -> Response:
        values = await posted(request)
        good = await run_in_threadpool(is_good, store(), values.get("link", ""))
        turns = FAMILIAR if good else STRANGERS
        return await turns.take(network_of(address_in(request)), used, request, store(), values)

    return [Route("/setup", form, methods=["GET"]), Route("/setup", use, methods=["POST"])]


def used(request: Request, store: Store, values: dict[str, str]) -> Response:
    """On into the board, signed in; or the form again, and the link stays good."""
    link, password = values.get("link", ""), values.get("new", "")
    if password != values.get("again"):
        return setup_page(request, store, link, values, DIFFERENT)
    try:
        code = set_password(store, link, values, password, address_in(request))
    except StoreError as refused:
        return setup_page(request, store, link, values, refused.text)
    token = open_session(store, code, active_role(store, code) or "", address=address_in(request), now=now(), by="link")
    return remembered(welcome("/", token), request, store, code)


def is_good(store: Store, link: str) -> bool:
    """Whether a link may be used."""
    try:
        owner_of_link(store, link, now())
    except AccountRefused:
        return False
    return True


def set_password(store: Store, link: str, values: dict[str, str], password: str, address: str) -> str:
    """Use the link; the code of whose it is."""
    if owner_of_link(store, link, now()) != FIRST:
        return set_by_link(store, link, password, address=address, now=now())
    wanted = Wanted(as_name(values.get("code", "")), values.get("name", "").strip(), values.get("office", ""))
    return set_up(store, THE_BOARD, link, wanted, password, address=address, now=now())


def setup_page(
    request: Request, store: Store, link: str, given: dict[str, str] | None = None, fault: Text | None = None
) -> Response:
    """The form of a link; for one that is not good, that alone."""
    _ = translator(request)
    try:
        owner = owner_of_link(store, link, now())
    except AccountRefused as refused:
        shown = {"texts": texts(_, first=False), "link": "", "fault": sentence(_, refused.text)}
        return page(request, "setup.html", status=404, **shown)
    return page(
        request,
        "setup.html",
        status=400 if fault else 200,
        texts=texts(_, first=owner == FIRST),
        link=link,
        first=owner == FIRST,
        owner=owner,
        offices=read_rows(store, "offices", order=("code",), columns=("code", "name")).select("code", "name").rows(),
        given={"office": IP_SECTION, **(given or {})},
        fault=sentence(_, fault),
    )


def texts(_: Language, *, first: bool) -> dict[str, str]:
    """The sentences of the form."""
    return {
        "title": _("The first administrator") if first else _("Set your password"),
        "why": _("From now on nobody uses this board without signing in. Other people get their accounts from you.")
        if first
        else _("The link works once. After that you sign in with your name and this password."),
        "code": _("Sign-in name"),
        "code_help": _("Staff number or short name, without blanks."),
        "name": _("Person's name"),
        "office": _("Unit"),
        "new": _("New password"),
        "rule": _("At least {n} characters; several unrelated words are good.", n=least_password()),
        "again": _("New password again"),
        "go": _("Save and go to the board"),
    }
