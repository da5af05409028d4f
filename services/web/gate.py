"""The gate: before there are accounts, the board answers nobody but the machine it runs on; from the first
account on, nobody who is not signed in."""

import asyncio
import logging
import re
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.ledgers.people import ADMINISTRATOR
from data.store import Session, Store, touch_sessions
from data.store.errors import StoreError
from services.access.accounts.sessions import accounts_exist, session_of, still_live
from services.access.identity import SESSION_COOKIE
from services.web.proxies import FORWARDING, is_loopback
from services.web.sockets import Sockets

# By these other servers say who somebody is. The board believes none of them.
IDENTITY = re.compile(rb"x-board-.*|(x-)?remote-user.*|x-(forwarded-)?(user|email|groups|preferred-username)|x-auth-.*")
OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
PORT = re.compile(r":\d{1,5}$", re.ASCII)
ALIVE = "/healthz"
PUBLIC = frozenset({ALIVE, "/login", "/setup", "/oidc/start", "/oidc/callback"})
# Calendar programs can't sign in: the address is the key, 32 bytes as `new_token` writes them.
CALENDAR = re.compile(r"/calendar/[A-Za-z0-9_-]{43}\.ics", re.ASCII)
WITH_INITIAL_PASSWORD = frozenset({"/account", "/account/password", "/account/leave"})
# How busy the machine is, and what the caches hold: nobody needs it to work here.
MEASURES = "/_stcore/metrics"
A_MINUTE = timedelta(minutes=1)
RETRY_AFTER = "5"
POLICY_VIOLATION = 1008
REFUSAL = "本看板目前只供本机使用。\nFor now this board serves only the machine it runs on.\n"
FOREIGN = "地址或来源不被允许。\nThis address or origin is not allowed.\n"
NOT_YOURS = "仅管理员可看。\nFor administrators only.\n"
SIGN_IN = "请先登录。\nPlease sign in.\n"
UNKNOWN = "数据库暂时无法读取，请稍后再试。\nThe database can't be read at the moment: try again shortly.\n"
# The place in the scope where the board's own routes find the session; None before there are accounts.
SESSION = "board.session"

log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware over every HTTP request and websocket.

    `hosts` are the names by which the board may be asked for besides those of this machine and the address the
    connection came to. Refuses what `refusal` names with 403 or 1008, and who is not signed in with the login page,
    401 or a closed websocket.
    """

    def __init__(self, app: ASGIApp, store: Callable[[], Store], hosts: Sequence[str] = ()) -> None:
        self.app, self.store = app, store
        self.hosts = frozenset(host.lower() for host in hosts)
        self.sockets = Sockets(self.live)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        try:
            # To say that the process lives takes neither the store nor a thread, which may all wait for the store.
            closed, session = (True, None) if scope["path"] == ALIVE else await run_in_threadpool(self.entry, scope)
        except StoreError as error:
            log.warning("can't look up who asks: %s", error)
            return await refuse(scope, receive, send, PlainTextResponse(UNKNOWN, 503))
        if reason := refusal(scope, self.hosts, closed):
            log.warning("refused a %s connection: %s", scope["type"], reason)
            return await refuse(scope, receive, send, PlainTextResponse(FOREIGN if closed else REFUSAL, 403))
        if session and counts_as_use(scope, session):
            # In a thread of its own: nobody who reads waits until that is written.
            used = (touch_sessions, self.store(), [session.token], datetime.now(UTC))
            asyncio.get_running_loop().run_in_executor(None, *used)
        scope = {**without_identity(scope), SESSION: session}
        if session and session.role != ADMINISTRATOR and scope["path"].startswith(MEASURES):
            return await refuse(scope, receive, send, PlainTextResponse(NOT_YOURS, 403))
        if closed and not may_pass(scope["path"], session):
            return await refuse(scope, receive, send, to_login(scope, session))
        if scope["type"] == "websocket":
            return await self.sockets.serve(self.app, scope, receive, send, session.token if session else "")
        await answered(self.app, scope, receive, unkept(send) if closed else send)

    def entry(self, scope: Scope) -> tuple[bool, Session | None]:
        """Whether there are accounts, and the live session of the connection's cookie. Nothing is written."""
        store = self.store()
        if not accounts_exist(store):
            return False, None
        return True, session_of(store, session_cookie(scope), datetime.now(UTC))

    def live(self, sessions: Collection[str], used: Collection[str]) -> Collection[str]:
        """Those of the sessions of open websockets that are live; "" stands for having come before any account."""
        store, now = self.store(), datetime.now(UTC)
        if not accounts_exist(store):
            return {""}
        found = [session for session in still_live(store, sessions, now) if not session.initial]
        if stale := [one.token for one in found if one.token in used and now - one.seen >= A_MINUTE]:
            touch_sessions(store, stale, now)
        return {session.token for session in found}


def counts_as_use(scope: Scope, session: Session) -> bool:
    """Whether a connection is to be noted as the session's last use: what Streamlit's front end asks by itself is no
    use, and once a minute is often enough."""
    return not scope["path"].startswith("/_stcore/") and datetime.now(UTC) - session.seen >= A_MINUTE


def may_pass(path: str, session: Session | None) -> bool:
    """Whether a path is open to this session, or to nobody in particular: so are a unit's calendar, whose address is
    its key, and what is PUBLIC. Who still has an initial password gets no further than to changing it."""
    if path in PUBLIC or CALENDAR.fullmatch(path):
        return True
    return session is not None and (not session.initial or path in WITH_INITIAL_PASSWORD)


async def answered(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let the application answer a request; what the store refuses meanwhile is said in a sentence, as 503."""
    begun = False

    async def send_noted(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        await app(scope, receive, send_noted)
    except StoreError as error:
        if begun:
            raise
        log.warning("a request was not answered: %s", error)
        sentences = f"{error.text.zh}\n{error.text.en}\n"
        await refuse(scope, receive, send, PlainTextResponse(sentences, 503, {"Retry-After": RETRY_AFTER}))


async def refuse(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    """Answer a request with the response, a websocket by closing it before it is open."""
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": POLICY_VIOLATION})
    response.headers["Cache-Control"] = "no-store"
    await response(scope, receive, send)


def to_login(scope: Scope, session: Session | None) -> Response:
    """The login page for a browser that opens a page, from where it goes on to that page; 401 for anything else."""
    headers = Headers(scope=scope)
    opens = headers.get("sec-fetch-mode", "navigate") == "navigate" and "text/html" in headers.get("accept", "")
    if not opens or scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse(SIGN_IN, status_code=401)
    query = scope.get("query_string", b"").decode("latin-1")
    back = scope["path"] + (f"?{query}" if query else "")
    if session:
        return RedirectResponse("/account?" + urlencode({"back": back}), status_code=303)
    asked = {} if back == "/" else {"back": back}
    why = {"why": "ended"} if session_cookie(scope) else {}
    return RedirectResponse("/login" + ("?" + urlencode({**asked, **why}) if asked or why else ""), status_code=303)


def unkept(send: Send) -> Send:
    """What is answered to one person is kept by no cache and shown to nobody after a sign-out; what is marked as
    public (Streamlit's own files, the basemap) may be."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "public" not in headers.get("cache-control", ""):
                headers["Cache-Control"] = "no-store"
                del headers["etag"]
        await send(message)

    return send_unkept


def refusal(scope: Scope, hosts: Collection[str] = (), closed: bool = False) -> str | None:
    """Why an HTTP or websocket connection may not pass, in a few words without anything the client sent.

    `closed` says that there are accounts: then other machines may ask, for this machine's address or a host of `hosts`.
    """
    headers = Headers(scope=scope)
    client = scope.get("client")
    if not closed and (client is None or not is_loopback(client[0])):
        return "not from this machine"
    if any(FORWARDING.fullmatch(name) for name in headers):
        return "forwarded by another server"
    asked = headers.getlist("host")
    if len(asked) != 1 or not (OWN_HOST.fullmatch(asked[0]) or (closed and is_ours(asked[0], scope, hosts))):
        return "foreign host"
    if not all(is_own_origin(origin, asked[0]) for origin in headers.getlist("origin")):
        return "foreign origin"
    return None


def is_ours(host: str, scope: Scope, hosts: Collection[str]) -> bool:
    """Whether a Host header names a host of `hosts` or the very address that the connection came to."""
    name = PORT.sub("", host.lower())
    server = scope.get("server")
    return name in hosts or (server is not None and name in (server[0].lower(), f"[{server[0].lower()}]"))


def is_own_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the very host and port that was asked (RFC 6454: scheme://host)."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


def session_cookie(scope: Scope) -> str:
    """The token in the session's cookie, "" without one; read as Streamlit reads it for its scripts."""
    return HTTPConnection(scope).cookies.get(SESSION_COOKIE, "")


def without_identity(scope: Scope) -> Scope:
    """The connection without the headers by which a client or another server might say who somebody is."""
    return {**scope, "headers": [pair for pair in scope["headers"] if not IDENTITY.fullmatch(pair[0].lower())]}
