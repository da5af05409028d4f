"""The board's own pages beside Streamlit's: forms that work without JavaScript, and their protection.

A form is taken only from a page of this board: the browser must name the board as its origin, and the form must hold
the token that goes with a cookie no other site can read or set.
"""

import hmac
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data.store import Session, Store
from data.texts import Text
from services.access.accounts.attempts import HALF_A_YEAR, Place, browser_to_keep, remember
from services.access.accounts.tokens import digest, new_token
from services.access.identity import SESSION_COOKIE
from services.figures.palette import DARK, LIGHT
from services.web.gate import SESSION, is_own_origin
from services.web.index import HTML_LANGUAGE, TITLE
from services.words.language import NAMES, Language, language, pick

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
FORM_COOKIE, BROWSER_COOKIE = "board_form", "board_browser"
LARGEST = 20_000
STALE = "表单已失效，请返回并重新打开该页面。\nThis form is no longer valid: go back and open the page again.\n"


def session_in(request: Request) -> Session | None:
    """Who is signed in, as the gate found; None for nobody, and before there are accounts."""
    return request.scope.get(SESSION)


def address_in(request: Request) -> str:
    """The client's address."""
    return request.client.host if request.client else ""


def place_in(request: Request) -> Place:
    """From where somebody signs in."""
    return Place(address_in(request), request.cookies.get(BROWSER_COOKIE, ""))


def now() -> datetime:
    """The instant, by the machine's clock: sessions run out also where BOARD_TODAY fixes the day."""
    return datetime.now(UTC)


def translator(request: Request) -> Language:
    """The language of ?lang=, else the browser's."""
    return language(pick(request.headers.get("accept-language"), request.query_params.get("lang")))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of its own from a template, which gets the values, the translator `_` and the form's token."""
    _ = translator(request)
    secret = _secret(request) or new_token()
    html = TEMPLATES.get_template(template).render(
        _=_,
        board=_.text(TITLE),
        html_language=_.text(HTML_LANGUAGE),
        languages={_in(request, code): name for code, name in NAMES.items() if code != _.code},
        lang=_.code,
        token=_token(secret),
        light=LIGHT,
        dark=DARK,
        **values,
    )
    response = HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})
    if not _secret(request):
        response.set_cookie(FORM_COOKIE, secret, httponly=True, samesite="strict")
    return response


async def posted(request: Request) -> dict[str, str]:
    """The values of a form of this board; HTTPException for one of another site, a stale or a huge one."""
    if not is_own_origin(request.headers.get("origin", ""), request.headers.get("host", "")):
        raise HTTPException(403, "foreign origin")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413, "too large for a form")
    values = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    if not hmac.compare_digest(values.get("token", "").encode(), _token(_secret(request)).encode()):
        raise HTTPException(403, STALE)
    return values


def _secret(request: Request) -> str:
    """What the form's token is made of: the session's cookie, before a sign-in one for the form itself."""
    return request.cookies.get(SESSION_COOKIE) or request.cookies.get(FORM_COOKIE) or ""


def _token(secret: str) -> str:
    return digest(f"form:{secret}") if secret else new_token()


def _in(request: Request, code: str) -> str:
    """The address of the same page in another language."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*query, ('lang', code)])}"


def sentence(_: Language, fault: Text | None) -> str:
    """What went wrong as a sentence of its own; "" for nothing."""
    text = _.text(fault) if fault else ""
    return text[:1].upper() + text[1:]


def same_origin_path(target: str) -> str:
    """The path to go back to, or "/" for anything a browser could take for another server's address."""
    unsafe = "\\" in target or not target.isprintable() or " " in target
    parts = urlsplit(target) if not unsafe else urlsplit("")
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return "/"
    return parts._replace(fragment="").geturl() or "/"


def go(path: str, **query: str) -> Response:
    """On to another page of the board after a form; empty values are left out."""
    given = {name: value for name, value in query.items() if value}
    return RedirectResponse(path + ("?" + urlencode(given) if given else ""), status_code=303)


def welcome(back: str, token: str) -> Response:
    """On into the board, with the session's cookie: no script reads it, no other site's form sends it, and it
    goes when the browser is closed. Lax, so that a link in another system of the office opens the page."""
    response = RedirectResponse(same_origin_path(back), status_code=303)
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax")
    return response


def remembered(response: Response, request: Request, store: Store, code: str) -> Response:
    """Note that an account is used from this browser and address: its owner then never waits for what others try. The
    token lets nobody in, and the browser keeps it as long as the store does."""
    place = place_in(request)
    browser = browser_to_keep(store, place)
    remember(store, code, Place(place.address, browser), now())
    seconds = int(HALF_A_YEAR.total_seconds())
    response.set_cookie(BROWSER_COOKIE, browser, max_age=seconds, httponly=True, samesite="strict")
    return response
