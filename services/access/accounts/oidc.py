"""Signing in through the bureau's identity provider (OpenID Connect): its settings, and whose subject it is."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from data.errors import BoardError
from data.store import Store, log_access, read_rows
from data.texts import Text
from services.access.accounts.sessions import ISSUER, SignInRefused, open_session

LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider, and what the board is known by there."""

    issuer: str
    client_id: str
    client_secret: str


def provider(environment: Mapping[str, str] = os.environ) -> Provider | None:
    """The provider by BOARD_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET or _CLIENT_SECRET_FILE; None without an
    issuer. Raises BoardError for settings that can't work."""
    issuer = environment.get(ISSUER, "").rstrip("/")
    if not issuer:
        return None
    address = urlsplit(issuer)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOCAL):
        raise BoardError(
            Text(
                f"{ISSUER}={issuer} 不能用：请填统一身份认证的 https 地址",
                f"{ISSUER}={issuer} is refused: give the provider's https address",
            )
        )
    client_id, secret = environment.get("BOARD_OIDC_CLIENT_ID", ""), _secret(environment)
    if not client_id or not secret:
        raise BoardError(
            Text(
                f"{ISSUER} 还需要 BOARD_OIDC_CLIENT_ID 和 BOARD_OIDC_CLIENT_SECRET_FILE",
                f"{ISSUER} needs BOARD_OIDC_CLIENT_ID and BOARD_OIDC_CLIENT_SECRET_FILE as well",
            )
        )
    return Provider(issuer, client_id, secret)


def _secret(environment: Mapping[str, str]) -> str:
    file = environment.get("BOARD_OIDC_CLIENT_SECRET_FILE")
    if not file:
        return environment.get("BOARD_OIDC_CLIENT_SECRET", "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BoardError(
            Text(
                f"BOARD_OIDC_CLIENT_SECRET_FILE={file} 无法读取（{error}）",
                f"BOARD_OIDC_CLIENT_SECRET_FILE={file} can't be read: {error}",
            )
        ) from error


def sign_in_by_subject(store: Store, subject: str, *, address: str, now: datetime) -> str:
    """Open a session for the one active person with this subject and a role; the token. Raises SignInRefused.

    Only the subject counts, which the provider never gives to anybody else: a name or mail address may change hands.
    """
    wanted = {"subject": subject, "active": True}
    found = read_rows(store, "people", where=wanted, columns=("code", "role")).drop_nulls("role") if subject else None
    if found is None or found.height != 1:
        log_access(store, "refused", "", address=address, detail={"why": "subject", "subject": subject[:200]})
        raise SignInRefused(
            Text(
                f"统一认证成功，但看板没有与之对应的账号。请把此标识告诉管理员：{subject[:200]}",
                f"you are known to the provider but have no account here: give the administrator this: {subject[:200]}",
            )
        )
    return open_session(store, found["code"][0], found["role"][0], address=address, now=now, by="oidc")
