"""Calendars to subscribe to. Calendar programs can't sign in, so the address itself is the secret: the gate lets this
path through and no other, and whoever does not know a unit's address learns nothing, not even whether there is one."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from data.store import Store, calendar_for
from services.access.accounts.tokens import digest
from services.days.clock import clock
from services.records.readable import names_of
from services.records.subscription import subscription
from services.web.forms import translator


def calendar_routes(store: Callable[[], Store]) -> list[BaseRoute]:
    """GET /calendar/TOKEN.ics, in the language of ?lang= or of the program that asks."""

    def answer(request: Request) -> Response:
        office = calendar_for(store(), digest(request.path_params["token"]))
        if office is None or office not in names_of(store(), "offices"):
            return PlainTextResponse("no such calendar", status_code=404, headers={"Cache-Control": "no-store"})
        now = clock()
        content = subscription(store(), office, now.today(), now.now(), translator(request))
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="deadlines.ics"'}
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/calendar/{token}.ics", answer, methods=["GET"])]
