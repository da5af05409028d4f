"""Answers that are packed once and sent many times: brotli or gzip, an entity tag, a caching rule."""

import gzip
from dataclasses import dataclass
from hashlib import sha256

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response

# Quality 6 packs the chunks that are loaded early to 1.86 MB in 0.4 s; 9 to 1.82 MB in 1.9 s.
BROTLI_QUALITY = 6
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes ready to send; `encoding` is br, gzip or identity, `etag` names exactly these bytes."""

    body: bytes
    encoding: str
    etag: str


def pack(content: bytes, encoding: str) -> Packed:
    """Pack the content; what would not get smaller stays as it is."""
    body = content
    if encoding == "br":
        body = brotli.compress(content, quality=BROTLI_QUALITY)
    elif encoding == "gzip":
        body = gzip.compress(content, mtime=0)
    if len(body) >= len(content):
        body, encoding = content, "identity"
    return Packed(body, encoding, f'"{sha256(body).hexdigest()[:20]}"')


def preferred(accept_encoding: str) -> str:
    """The best packing an Accept-Encoding header allows: br, gzip or identity."""
    accepted = set()
    for part in accept_encoding.lower().split(","):
        name, _, quality = part.replace(" ", "").partition(";q=")
        if quality.strip("0.") or not quality:
            accepted.add(name)
    return next((name for name in ("br", "gzip") if name in accepted), "identity")


def reply(packed: Packed, request: Headers, media_type: str, cache: str) -> Response:
    """The packed content as a response, or 304 when the browser already holds it."""
    headers = {"ETag": packed.etag, "Cache-Control": cache, "Vary": "Accept-Encoding"}
    known = {tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")}
    if packed.etag in known:
        return Response(status_code=304, headers=headers)
    if packed.encoding != "identity":
        headers["Content-Encoding"] = packed.encoding
    return Response(packed.body, media_type=media_type, headers=headers)
