"""What happened in a city, told in sentences, oldest first; and what we do not know, said as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from daybreak.domain.deliveries.outcomes import Channel, Count, Obstacle, Outcome, Proof
from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.faces.public.lines import NO_WORD, Line
from daybreak.faces.public.meetings import Meeting
from daybreak.outputs.board.shape import AttemptLine

CAME = {
    Outcome.RECEIVED: gettext_noop("A person inside took the letter and confirmed it."),
    Outcome.HANDED_OVER: gettext_noop("The letter was handed over; nobody confirmed it."),
    Outcome.MAILBOX: gettext_noop("The letter was put into the mailbox or through the door."),
    Outcome.LEFT: gettext_noop("The letter was left at the gate or with a guard."),
    Outcome.RELAYED: gettext_noop("A third person brought the letter in."),
    Outcome.SENT: gettext_noop("The letter was sent."),
    Outcome.REFUSED: gettext_noop("The letter was refused, at a window, a door or an intercom."),
    Outcome.NOT_ANSWERED: gettext_noop("Nobody answered."),
    Outcome.SENT_AWAY: gettext_noop("Whoever brought the letter was sent away: a wrong entrance or a closed office."),
    Outcome.DESTROYED: gettext_noop("The letter was destroyed or thrown back."),
    Outcome.PREVENTED_GUARD: gettext_noop("A guard let nobody come near the door."),
    Outcome.PREVENTED_POLICE: gettext_noop("Police let nobody come near the door."),
    Outcome.POSTPONED: gettext_noop("The delivery was put off to another day."),
    Outcome.NOT_ATTEMPTED: gettext_noop("Nobody tried to bring the letter."),
    Outcome.DELIVERED_UNKNOWN: gettext_noop("The letter was delivered. How, we do not know."),
    Outcome.PLANNED: gettext_noop("A delivery was planned. Whether it came about, we do not know."),
    Outcome.NOT_APPLICABLE: gettext_noop("There is no office here to bring the letter to."),
    Outcome.UNKNOWN: gettext_noop("What came of it, we do not know."),
}
SENT_BY = {
    Channel.POST: gettext_noop("The letter was sent by post."),
    Channel.COURIER: gettext_noop("The letter was sent by courier."),
    Channel.EMAIL: gettext_noop("The letter was sent by e-mail."),
    Channel.FAX: gettext_noop("The letter was sent by fax."),
}
"""A letter that was sent says how: this sentence stands for that of its outcome."""
STOOD = {
    Obstacle.PHOTOGRAPHY: gettext_noop("Taking photographs was forbidden."),
    Obstacle.SOUND: gettext_noop("Singing, or any sound, was forbidden."),
    Obstacle.PHOTOGRAPHED: gettext_noop("Those who came were photographed."),
    Obstacle.HURT: gettext_noop("Somebody was pushed or hurt."),
    Obstacle.BROKEN_UP: gettext_noop("The group was broken up."),
    Obstacle.PERMIT: gettext_noop("A permit was refused."),
    Obstacle.WEATHER: gettext_noop("The weather stood in the way."),
    Obstacle.CLOSED: gettext_noop("The office was closed."),
    Obstacle.GUARDS: gettext_noop("There were more guards than usual."),
    Obstacle.OTHER: gettext_noop("Something else stood in the way."),
}


@dataclass(frozen=True)
class Part:
    """One attempt or one gathering of the story. Exactly one of ``attempt`` and ``meeting`` is there.

    ``came``: what happened, in sentences. ``stood``: what was in the way. ``shows``: the proof, in words.
    ``counts``: the delivery counts by this attempt, so the state's sign stands at it.
    """

    day: date | None
    hour: time | None
    line: Line | None
    attempt: AttemptLine | None
    meeting: Meeting | None
    came: list[str]
    stood: list[str]
    shows: list[str]
    counts: bool


def story_of(lines: Iterable[Line], meetings: Iterable[Meeting] = (), *, over: bool = False) -> list[Part]:
    """Return all shown attempts and gatherings in the order in which they happen; unknown hours end their day."""
    parts = [_attempt(line, attempt) for line in lines for attempt in line.row.attempts]
    parts += [_meeting(meeting, over=over) for meeting in meetings]
    return sorted(parts, key=lambda part: (part.day is None, part.day or date.max, part.hour or time.max))


def _attempt(line: Line, attempt: AttemptLine) -> Part:
    return Part(
        day=attempt.local_date,
        hour=attempt.local_time,
        line=line,
        attempt=attempt,
        meeting=None,
        came=[came_of(attempt)],
        stood=[_(STOOD[one]) for one in attempt.obstacles],
        shows=[_(one.label) for one in attempt.proofs if one is not Proof.NONE],
        counts=attempt is line.row.best_attempt,
    )


def came_of(attempt: AttemptLine) -> str:
    """Return what came of one attempt as a sentence; where we could not place the words, the words themselves."""
    if attempt.outcome is Outcome.UNKNOWN and attempt.outcome_as_given:
        return _("We were told: “%(words)s”.") % {"words": attempt.outcome_as_given}
    if attempt.outcome is Outcome.SENT and attempt.channel in SENT_BY:
        return _(SENT_BY[attempt.channel])
    return _(CAME[attempt.outcome])


def _meeting(meeting: Meeting, *, over: bool) -> Part:
    held = meeting.gathering.state == GatheringState.HELD
    came = [_("It was held.")] if held else []
    if over and not held:
        came = [_("It was planned. Whether it was held, we do not know.")]
    starts = meeting.gathering.starts if meeting.shown else None
    return Part(meeting.day, starts, None, None, meeting, came, [], [], counts=False)


def unknown_of(lines: Sequence[Line], meetings: Iterable[Meeting], *, over: bool) -> list[str]:
    """Return what a reader may look for on a city's page and we cannot tell, in sentences."""
    said = [sentence for line in lines for rule in _RULES if (sentence := rule(line))]
    for meeting in meetings:
        if meeting.shown and not meeting.gathering.starts and not meeting.gathering.when_as_given:
            said.append(_("The hour of “%(title)s”.") % {"title": meeting.title})
        if over and meeting.attendance is None:
            said.append(_("How many people came to “%(title)s”.") % {"title": meeting.title})
    return list(dict.fromkeys(said))


def _gate(line: Line) -> str:
    gate = line.row.gate
    if gate is None or not gate.assumed or line.row.attempts:
        return ""
    return _("The hour at the gate: nobody has told us. Until somebody does, the board goes by noon.")


def _result(line: Line) -> str:
    if line.row.solidarity or line.row.attempts:
        return ""
    if line.state == NO_WORD:
        return _("What came of the letter to %(door)s: no word reached us.") % {"door": _door(line)}
    if line.state == "awaiting word":
        return _("What came of the letter to %(door)s: no report of it is public yet.") % {"door": _door(line)}
    return ""


def _arrival(line: Line) -> str:
    if line.row.count is not Count.SENT:
        return ""
    return _("Whether the letter that was sent to %(door)s arrived.") % {"door": _door(line)}


def _address(line: Line) -> str:
    target = line.row.target
    if target is None or target.mission is None or target.mission.address:
        return ""
    return _("The street address of %(door)s.") % {"door": _door(line)}


def _door(line: Line) -> str:
    return line.row.target.name if line.row.target else ""


_RULES: tuple[Callable[[Line], str], ...] = (_gate, _address, _result, _arrival)
