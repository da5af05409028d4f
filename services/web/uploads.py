"""Files on their way into the board's memory: whose are taken, and how many bytes of them at once."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services.access.identity import signed_in
from services.access.rights import may_upload
from services.intake.limits import limits
from services.web.gate import SESSION, refuse

PATH = "/_stcore/upload_file/"
# The least that a file counts, so that the number of files is bounded too.
LEAST = 64 * 1024
NO_RIGHT = "您的角色不能上传文件。\nYour role may not upload files.\n"
NO_LENGTH = "上传须注明长度。\nAn upload must say how long it is.\n"
TOO_MUCH = (
    "您已上传而未处理的文件过多，请先处理或移除。\nToo many of your files are waiting: deal with them or remove them.\n"
)
FULL = "服务器上待处理的文件过多，请几分钟后再试。\nToo many files are waiting here: try again in a few minutes.\n"

log = logging.getLogger(__name__)


class Uploads:
    """ASGI middleware behind the gate, over the endpoint at which Streamlit takes files into memory.

    `held` says how many bytes each of Streamlit's sessions holds. Refuses who has no right to hand anything in (403),
    an upload that does not say its length (411), and what would go over the bound of one sign-in (413) or of the whole
    board (503), the uploads that are still coming in among it.
    """

    def __init__(self, app: ASGIApp, held: Callable[[], Mapping[str, int]]) -> None:
        self.app, self.held = app, held
        # Whose files a session of Streamlit holds, and what is coming in, by the sign-in ("" without accounts).
        self.owners: dict[str, str] = {}
        self.coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH) or scope["method"] in ("DELETE", "OPTIONS"):
            return await self.app(scope, receive, send)
        session = scope[SESSION]
        owner = session.token if session else ""
        length = Headers(scope=scope).get("content-length", "")
        size = max(int(length), LEAST) if length.isascii() and length.isdecimal() else 0
        why = (NO_RIGHT, 403) if session and not may_upload(signed_in(session)) else self.too_much(owner, size)
        if why:
            log.warning("refused an upload: %d", why[1])
            return await refuse(scope, receive, send, PlainTextResponse(*why))
        self.coming[owner] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[owner] -= size
            self.coming += Counter()
            self.owners[scope["path"].removeprefix(PATH).partition("/")[0]] = owner

    def too_much(self, owner: str, size: int) -> tuple[str, int] | None:
        """Why so many bytes more are not taken from this sign-in, with the status to say it by."""
        if not size:
            return NO_LENGTH, 411
        bounds, held = limits(), self.held()
        self.owners = {streamlit: owner for streamlit, owner in self.owners.items() if streamlit in held}
        own = sum(size for streamlit, size in held.items() if self.owners.get(streamlit) == owner)
        if own + self.coming[owner] + size > bounds.waiting:
            return TOO_MUCH, 413
        if sum(held.values()) + self.coming.total() + size > bounds.waiting_in_all:
            return FULL, 503
        return None


def weigh(sizes: Mapping[str, list[int]]) -> dict[str, int]:
    """What the files of each session count, by their sizes in bytes."""
    return {session: sum(max(size, LEAST) for size in files) for session, files in sizes.items()}
