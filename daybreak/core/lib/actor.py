"""Who did something: a kind and an opaque id, never a name and never a foreign key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The closed list of those who can change a row."""

    DESK = "desk"  # a signed-in person of the desk; id = DeskUser id
    FIELD_LINK = "field link"  # a browser holding a field link; id = FieldLink id
    COMMAND = "command"  # somebody at the server's command line
    IMPORT = "import"  # a file read by a command; id = name of the file
    WORKER = "worker"  # the clock: recurring work
    OUTSIDE = "outside"  # anyone's form


@dataclass(frozen=True)
class Actor:
    """Passed to every verb as ``actor=``."""

    kind: ActorKind
    id: str = ""


WORKER = Actor(ActorKind.WORKER)
COMMAND = Actor(ActorKind.COMMAND)
