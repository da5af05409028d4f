"""Packing and the conditions under which what is packed is sent."""

import gzip

import brotli
import pytest
from starlette.datastructures import Headers

from services.web.packing import pack, preferred, reply

TEXT = "知识产权保护".encode() * 200


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)]
)
def test_what_is_packed_unpacks_to_the_same(encoding, unpack):
    packed = pack(TEXT, encoding)
    assert packed.encoding == encoding
    assert unpack(packed.body) == TEXT


def test_what_would_grow_stays_as_it_is():
    assert pack(b"ab", "gzip").encoding == "identity"
    assert pack(b"ab", "gzip").body == b"ab"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("", "identity"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR ; q=1.0", "br"),
        ("br;q=0.000,gzip;q=0", "identity"),
    ],
)
def test_the_packing_a_browser_prefers(header, encoding):
    assert preferred(header) == encoding


def test_a_browser_that_holds_it_gets_no_body():
    packed = pack(TEXT, "br")
    fresh = reply(packed, Headers({}), "text/css", "no-cache")
    assert (fresh.status_code, fresh.headers["content-encoding"], fresh.headers["vary"]) == (
        200,
        "br",
        "Accept-Encoding",
    )
    assert fresh.headers["content-type"] == "text/css; charset=utf-8"
    for tags in (packed.etag, f'W/{packed.etag}, "other"'):
        held = reply(packed, Headers({"if-none-match": tags}), "text/css", "no-cache")
        assert (held.status_code, held.body) == (304, b"")
    assert reply(packed, Headers({"if-none-match": '"other"'}), "text/css", "no-cache").status_code == 200
