"""Boundary files that wait for a person's look: kept under an id until they become a draft or are given up."""

from dataclasses import replace
from typing import Any, Literal

from msgspec import field, structs

from data.store import (
    Store,
    discard_staged,
    get_attachment,
    load_staged,
    new_staged,
    put_attachment,
    save_staged,
)
from data.store.errors import StoreError
from data.store.kept import Kept, from_state, to_state
from data.texts import Text
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.ground.coordinates import UnknownSystem
from services.ground.geometry import NotGeometry
from services.indication.boundary.angles import Writing
from services.indication.boundary.errors import AnglesUnknown, Layer, LayersUnknown, SystemContradicted, SystemUnknown
from services.indication.boundary.read import Boundary, read_boundary
from services.indication.versions import Draft, SourceFile, add_version
from services.intake.errors import RefusedFile
from services.records.jobs import Progress

# The kind of the staged uploads that are boundaries; others' states mean nothing here.
KIND = "boundary"

Asked = Literal["system", "layers", "writing"]


class Answers(Kept, frozen=True):
    """What a person answered: the coordinate system, which layers are meant, how degrees are written."""

    system: str | None = None
    layers: tuple[str, ...] = ()
    writing: Writing | None = None


class State(Kept, frozen=True, kw_only=True):
    """A file that was handed in: its name, hash, and what a person answered; what was read, or why nothing was.
    `asks` is the question that is open, `suggested` its likely answer, `layers` those to choose from."""

    name: str = field(name="boundary")
    sha256: str
    answers: Answers
    boundary: Boundary | None = field(name="read", default=None)
    refusal: Text | None = None
    asks: Asked | None = None
    suggested: str | None = None
    layers: tuple[Layer, ...] = ()


class Upload(State, frozen=True, kw_only=True):
    """One that is kept, with its id."""

    id: str


def take(store: Store, person: Person, name: str, content: bytes, progress: Progress) -> str:
    """Keep a file and read it; the id of the upload, which is there once all that is done. Raises NotAllowed, Full."""
    require(person, Action.HAND_IN)
    file = put_attachment(store, content, name)
    return new_staged(store, KIND, person.actor, _state(name, file.sha256, content, Answers(), progress))


def examine(store: Store, person: Person, id: str, answers: Answers, progress: Progress) -> str:
    """Read the kept file, with what a person answered, and keep what came of it; the id.

    Raises NotAllowed, and as `load`.
    """
    require(person, Action.HAND_IN)
    upload = load(store, id)
    content = get_attachment(store, upload.sha256)
    save_staged(store, id, _state(upload.name, upload.sha256, content, answers, progress))
    return id


def _state(name: str, sha256: str, content: bytes, answers: Answers, progress: Progress) -> dict[str, Any]:
    progress(0.2, Text(f"正在读取 {name}", f"reading {name}"))
    return to_state(State(name=name, sha256=sha256, answers=answers, **_read(name, content, answers)))


def _read(name: str, content: bytes, answers: Answers) -> dict[str, Any]:
    """What came of the file, as `State` has it."""
    try:
        boundary = read_boundary(name, content, answers.system, layers=answers.layers, writing=answers.writing)
        boundary.as_area()
    except SystemUnknown as error:
        return {"refusal": _told(error), "asks": "system", "suggested": error.suggested}
    except LayersUnknown as error:
        return {"refusal": _told(error), "asks": "layers", "layers": tuple(error.layers)}
    except AnglesUnknown as error:
        return {"refusal": _told(error), "asks": "writing", "suggested": error.suggested}
    except SystemContradicted as error:
        return {"refusal": _told(error), "suggested": error.offered}
    except (RefusedFile, UnknownSystem, NotGeometry) as error:
        return {"refusal": _told(error)}
    return {"boundary": boundary}


def _told(error: RefusedFile | UnknownSystem | NotGeometry) -> Text:
    if isinstance(error, RefusedFile):
        why, mend = error.message, error.mend
        return Text(f"{why.zh}：{mend.zh}", f"{why.en}: {mend.en}")
    return error.text


def load(store: Store, id: str) -> Upload:
    """The upload of that id; raises StoreError when there is none among the boundaries, OlderShape when an earlier
    version of the board kept it."""
    return Upload(id=id, **structs.asdict(from_state(load_staged(store, KIND, id).state, State)))


def make_draft(store: Store, person: Person, upload: Upload, draft: Draft, *, clock: Clock) -> str:
    """The one draft that an upload becomes, with its file, system and outline; its code. `draft` gives the words.

    Raises NotAllowed, StoreError without a title or when nothing was read from the file.
    """
    if upload.boundary is None:
        raise StoreError(Text("文件尚未读入，不能生成草案", "nothing was read from the file yet: no draft can be made"))
    content = get_attachment(store, upload.sha256)
    whole = replace(
        draft,
        geometry=upload.boundary.as_area(),
        declared_system=upload.boundary.system,
        source=SourceFile(upload.name, content),
    )
    code = add_version(store, person, whole, clock=clock, upload=upload.id)
    discard_staged(store, upload.id)
    return code


def give_up(store: Store, person: Person, id: str) -> None:
    """Forget an upload. Raises NotAllowed, and StoreError when there is none among the boundaries."""
    require(person, Action.HAND_IN)
    discard_staged(store, load_staged(store, KIND, id).id)
