"""Forms that somebody has begun and not handed in: kept as they are typed, so a lost connection loses nothing.

They are no data: nothing reads them but the form, and they are forgotten once it is committed.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.store.commits import Actor
from data.store.engine import Store
from data.store.tables import table


@dataclass(frozen=True, slots=True)
class Draft:
    """A begun form: whose (the actor's code), of what, when it was last typed in, and its content (JSON)."""

    actor: str
    subject: str
    updated: datetime
    state: dict[str, Any]


def keep_draft(store: Store, actor: Actor, subject: str, state: dict[str, Any]) -> None:
    """Keep what an actor has typed on a subject, in place of what was kept before."""
    drafts = table("drafts")
    content = {"updated": store.now().replace(tzinfo=None), "state": json.dumps(state, ensure_ascii=False)}
    mine = _mine(store, actor, subject)
    with store.notes.writing() as connection:
        if connection.execute(drafts.update().where(mine).values(content)).rowcount == 0:
            key = {"district": store.district, "actor": actor.code, "subject": subject}
            connection.execute(drafts.insert().values({**key, **content}))


def drafts_on(store: Store, subject: str) -> list[Draft]:
    """Everybody's drafts on the subjects that begin so, the newest first."""
    drafts = table("drafts")
    query = (
        sa.select(drafts.c.actor, drafts.c.subject, drafts.c.updated, drafts.c.state)
        .where(drafts.c.district == store.district, drafts.c.subject.startswith(subject, autoescape=True))
        .order_by(drafts.c.updated.desc())
    )
    with store.notes.reading() as connection:
        rows = connection.execute(query).fetchall()
    return [Draft(row[0], row[1], row[2].replace(tzinfo=UTC), json.loads(row[3])) for row in rows]


def drop_draft(store: Store, actor: Actor, subject: str) -> None:
    """Forget an actor's draft on a subject, if there is one."""
    with store.notes.writing() as connection:
        connection.execute(table("drafts").delete().where(_mine(store, actor, subject)))


def _mine(store: Store, actor: Actor, subject: str) -> sa.ColumnElement[bool]:
    drafts = table("drafts")
    return (drafts.c.district == store.district) & (drafts.c.actor == actor.code) & (drafts.c.subject == subject)
