"""Random tokens: the browser or the link holds the token, the store its SHA-256."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the store keeps of a token. It needs no salt: nobody can guess 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
