"""Signing in through an OpenID Connect provider: code flow with PKCE, state and nonce, by Authlib."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.store import Store, log_access
from data.store.errors import Busy, Full
from data.texts import Text
from services.access.accounts.oidc import Provider, provider, sign_in_by_subject
from services.access.accounts.sessions import SignInRefused
from services.access.accounts.tokens import digest, new_token
from services.web.forms import address_in, now, same_origin_path, welcome
from services.web.login import login_page

SECONDS, TEN_MINUTES = 10, 600
FAILED = Text(
    "统一认证没有完成，请重试；如反复出现，请联系管理员",
    "signing in through the provider did not succeed: try again, and tell the administrator if it stays so",
)


def oidc_routes(store: Callable[[], Store]) -> list[Route]:
    """GET /oidc/start?back=… goes to the provider, which comes back to GET /oidc/callback; 404 without a provider.

    State, nonce and verifier wait in a signed cookie of the browser that started, for these two paths and ten minutes.
    """

    async def start(request: Request) -> Response:
        known = provider()
        if known is None:
            return PlainTextResponse("no identity provider", status_code=404)
        request.session["back"] = same_origin_path(request.query_params.get("back", ""))
        try:
            return await client(known).authorize_redirect(request, str(request.url_for("oidc_callback")))
        except (OAuthError, httpx2.HTTPError) as error:
            return await failed(request, store(), type(error).__name__)

    async def callback(request: Request) -> Response:
        known = provider()
        if known is None:
            return PlainTextResponse("no identity provider", status_code=404)
        back = request.session.pop("back", "/")
        try:
            subject = await verified_subject(request, known)
            token = await run_in_threadpool(
                sign_in_by_subject, store(), subject, address=address_in(request), now=now()
            )
        except (SignInRefused, Busy, Full) as refused:
            return await run_in_threadpool(login_page, request, back=back, fault=refused.text)
        except (OAuthError, JoseError, httpx2.HTTPError) as error:
            return await failed(request, store(), type(error).__name__)
        return welcome(back, token)

    waiting = Middleware(
        SessionMiddleware,
        secret_key=cookie_key(provider()),
        session_cookie="board_oidc",
        max_age=TEN_MINUTES,
        path="/oidc",
    )
    return [
        Route("/oidc/start", start, methods=["GET"], middleware=[waiting]),
        Route("/oidc/callback", callback, methods=["GET"], name="oidc_callback", middleware=[waiting]),
    ]


def cookie_key(known: Provider | None) -> str:
    """What the waiting cookie is signed with: the same in every process of one board."""
    return digest(f"board_oidc:{known.client_secret}") if known else new_token()


@lru_cache(maxsize=1)
def client(known: Provider) -> Any:
    """Authlib's client of the provider; it reads the provider's metadata on first use."""
    return OAuth().register(
        "board",
        client_id=known.client_id,
        client_secret=known.client_secret,
        server_metadata_url=f"{known.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": SECONDS},
    )


async def verified_subject(request: Request, known: Provider) -> str:
    """The subject of an ID token that is signed by this provider, for this board, for this very sign-in, and in time.
    Raises OAuthError, JoseError or httpx2.HTTPError."""
    claims = {
        "iss": {"essential": True, "values": [known.issuer, f"{known.issuer}/"]},
        "aud": {"essential": True, "value": known.client_id},
        "nonce": {"essential": True},
    }
    token = await client(known).authorize_access_token(request, claims_options=claims)
    if not token.get("userinfo"):
        raise OAuthError("missing_id_token")
    return str(token["userinfo"]["sub"])


async def failed(request: Request, store: Store, why: str) -> Response:
    """The sign-in page with a sentence; what went wrong is in the list of refusals."""

    def told() -> Response:
        log_access(store, "refused", "", address=address_in(request), detail={"why": f"oidc {why}"})
        return login_page(request, back="/", fault=FAILED)

    return await run_in_threadpool(told)
