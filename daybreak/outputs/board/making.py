"""One row of the board, made from what was gathered. Pure but for the rows it is given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from daybreak.domain.campaigns.models import CityPlan, Edition
from daybreak.domain.campaigns.states import EditionState, ResultsShow, Reveal
from daybreak.domain.deliveries.counting import best, count_of, thrown_back
from daybreak.domain.deliveries.models import Attempt, Delivery
from daybreak.domain.deliveries.outcomes import COUNTS, Channel, Count, Obstacle, Outcome, Proof
from daybreak.domain.places.models import City
from daybreak.outputs.board.closed_days import OpenFact, open_fact
from daybreak.outputs.board.gathered import Gathered, Group
from daybreak.outputs.board.hours import Window, gate_window, instant, released_at, whole_day
from daybreak.outputs.board.shape import AttemptLine, BoardRow, BoardState, Gate
from daybreak.outputs.board.states import NO_WORD, Claim, by_clock, desk_state, public_state

WENT_OUT = frozenset({Count.DELIVERED, Count.LEFT, Count.SENT})
"""Groups after which a city's plan is carried out and may show (``Reveal.AFTER_DELIVERY``)."""


@dataclass(frozen=True)
class CityRules:
    """What one city decided, with the defaults where it decided nothing (design.md §9.4)."""

    city: City
    edition: Edition
    plan: CityPlan | None
    show: str
    over: bool

    @property
    def day(self) -> date | None:
        """The city's own day, or the edition's."""
        own = self.plan.own_date if self.plan else None
        return own or self.edition.date

    @property
    def reveal(self) -> str:
        """When its plans may show."""
        return self.plan.reveal if self.plan else Reveal.AFTER_DELIVERY

    @property
    def checked_out_at(self) -> datetime | None:
        """When everybody was home."""
        return self.plan.checked_out_at if self.plan else None

    def released(self, attempt: Attempt) -> datetime:
        """Return when one accepted try may be public."""
        return released_at(
            attempt.accepted_at,
            show=self.show,
            day=self.day,
            tried_on=attempt.local_date,
            tz=self.city.tz,
            checked_out_at=self.checked_out_at,
        )

    def revealed(self, released: Iterable[tuple[Attempt, datetime]]) -> datetime | None:
        """Return the moment from which its plans may show; None while nobody knows it."""
        if self.reveal == Reveal.NOW:
            return self.edition.opened_at
        moments = [self.checked_out_at]
        if self.over:
            moments.append(self.edition.closed_at or self.edition.opened_at)
        if self.reveal == Reveal.LOCAL_DAY and self.day is not None:
            moments.append(instant(self.day, time(), self.city.tz))
        moments += [moment for attempt, moment in released if COUNTS[Outcome(attempt.outcome)] in WENT_OUT]
        return min((moment for moment in moments if moment is not None), default=None)


def rules_of(gathered: Gathered, group: Group) -> CityRules:
    """Return a group's rules. Without a plan results wait for the check-out, unless nobody in it stays unnamed."""
    plan = gathered.plans.get(group.city.pk)
    standing = group.standing
    named = standing is not None and gathered.named.get(standing.pk, False)
    default = ResultsShow.AT_ONCE if named else ResultsShow.AFTER_CHECK_OUT
    over = gathered.edition.state in {EditionState.CLOSED, EditionState.ARCHIVED}
    return CityRules(group.city, gathered.edition, plan, plan.results_show if plan else default, over)


@dataclass(frozen=True)
class Tries:
    """The tries of a group that count for one reader, in their order, with the moment each came to show."""

    shown: tuple[tuple[Attempt, datetime], ...]
    coming: tuple[datetime, ...]

    @property
    def word(self) -> bool:
        """Whether one of them tells of the day."""
        return any(attempt.outcome not in NO_WORD for attempt, _ in self.shown)

    @property
    def checked_at(self) -> datetime | None:
        """When a second person had agreed to every try that is shown; None while one is unchecked."""
        deliveries = {attempt.delivery_id: attempt.delivery for attempt, _ in self.shown}
        moments = [_checked(delivery, self.shown) for delivery in deliveries.values()]
        whole = [moment for moment in moments if moment is not None]
        return max(whole) if whole and len(whole) == len(moments) else None


def _checked(delivery: Delivery, shown: Sequence[tuple[Attempt, datetime]]) -> datetime | None:
    number = sum(attempt.delivery_id == delivery.pk for attempt, _ in shown)
    return delivery.checked_at if delivery.checked_attempts >= number else None


def tries_of(gathered: Gathered, group: Group, rules: CityRules, *, moment: datetime, public: bool) -> Tries:
    """Return the tries of a group: the released ones for the public, all of them for the desk."""
    attempts = [attempt for pledge in group.pledges for attempt in gathered.attempts.get(pledge.pk, ())]
    attempts.sort(key=lambda one: (one.local_date or date.max, one.local_time or time.max, one.position, one.pk))
    dated = [(one, rules.released(one) if public else one.accepted_at) for one in attempts]
    return Tries(
        tuple((one, when) for one, when in dated if when <= moment or not public),
        tuple(when for _, when in dated if when > moment),
    )


def make_row(gathered: Gathered, group: Group, *, moment: datetime, public: bool) -> tuple[BoardRow, Window | None]:
    """Return the row of a group and the hour at the gate it goes by (which orders the board)."""
    rules = rules_of(gathered, group)
    tries = tries_of(gathered, group, rules, moment=moment, public=public)
    reveal_from = rules.revealed(tries.shown)
    plans_shown = reveal_from is not None and reveal_from <= moment
    told = plans_shown or not public
    day = rules.day if told else gathered.edition.date
    window = _window(group, rules, day, told=told)
    state = _state(gathered, group, tries, window, rules.over, moment=moment, public=public)
    outcomes = [attempt.outcome for attempt, _ in tries.shown]
    plan, standing = rules.plan, group.standing
    row = BoardRow(
        city=group.city,
        target=group.target,
        place=group.place,
        state=state,
        open_now=_open_now(group, window, tries, moment, told=told),
        count=count_of([attempt for attempt, _ in tries.shown]) if outcomes and group.target else None,
        best=best(outcomes) if outcomes else None,
        attempts=tuple(_line(attempt, when) for attempt, when in tries.shown),
        thrown_back=thrown_back([attempt for attempt, _ in tries.shown]),
        day=day,
        own_date=told and plan is not None and plan.own_date is not None,
        day_reason=plan.own_date_reason if told and plan else "",
        gate=_gate(group, window, told=told),
        open_fact=_open_fact(group, day),
        plans_shown=plans_shown,
        assumption=plan.assumption if plan else "",
        source=_source(group, plan),
        joiners=len(group.joiners) if told else 0,
        as_of=_as_of(gathered, group, tries, window, reveal_from, moment=moment, told=told),
        local_now=group.city.local(moment),
        next_change=_next_change(tries, window, reveal_from, moment=moment),
        pledge_id=standing.pk if standing and not public else None,
        waiting=len(_waiting(gathered, group)),
        offers=gathered.offers[(group.city.pk, group.target.pk if group.target else None)],
        taken=standing is not None,
    )
    return row, window


def _window(group: Group, rules: CityRules, day: date | None, *, told: bool) -> Window | None:
    """Return the hours the row goes by: the plan's where it may be told, else the classic ones."""
    if day is None:
        return None
    if group.target is None:
        return whole_day(day, group.city.tz)
    if told and rules.plan is not None:
        return gate_window(day, group.city.tz, rules.plan.gate_from, rules.plan.gate_until)
    return gate_window(day, group.city.tz)


def _state(
    gathered: Gathered,
    group: Group,
    tries: Tries,
    window: Window | None,
    over: bool,
    *,
    moment: datetime,
    public: bool,
) -> BoardState:
    clock = by_clock(window, moment, over=over, solidarity=group.target is None)
    word = tries.word or (group.target is None and group.city.pk in gathered.held)
    checked_at = tries.checked_at
    checked = checked_at is not None and checked_at <= moment and tries.word
    if public:
        return public_state(checked=checked, word=word, clock=clock)
    accepted = [_claim(attempt) for attempt, _ in tries.shown if attempt.outcome not in NO_WORD]
    return desk_state(
        accepted + _waiting(gathered, group),
        counted=count_of([attempt for attempt, _ in tries.shown]) if tries.shown else None,
        checked=checked,
        word=word,
        clock=clock,
    )


def _waiting(gathered: Gathered, group: Group) -> list[Claim]:
    return [claim for pledge in group.pledges for claim in gathered.waiting.get(pledge.pk, ())]


def _claim(attempt: Attempt) -> Claim:
    link = attempt.report.link_id if attempt.report is not None else None
    teller = link or (attempt.report_id if attempt.report is not None else attempt.delivery_id)
    return Claim(Outcome(attempt.outcome), attempt.local_date, attempt.local_time, waiting=False, teller=teller)


def _open_now(group: Group, window: Window | None, tries: Tries, moment: datetime, *, told: bool) -> bool:
    """Whether somebody may be at the gate now: only where the hour may be told, and nothing came of it yet."""
    if window is None or group.target is None or not told or tries.word:
        return False
    return window.begins <= moment < window.ends


def _gate(group: Group, window: Window | None, *, told: bool) -> Gate | None:
    if window is None or group.target is None or not told:
        return None
    begins, ends = group.city.local(window.begins), group.city.local(window.ends)
    return Gate(begins.time(), ends.time(), window.assumed)


def _open_fact(group: Group, day: date | None) -> OpenFact | None:
    if day is None or group.target is None:
        return None
    mission = group.target.mission
    return open_fact(day, host=group.city.country, sender=mission.sender if mission is not None else "")


def _source(group: Group, plan: CityPlan | None) -> str:
    given = [plan.source] if plan else []
    given += [pledge.source for pledge in group.pledges]
    return next((source for source in given if source), "")


def _line(attempt: Attempt, shown_at: datetime) -> AttemptLine:
    named = hashlib.sha256(f"attempt|{attempt.delivery_id}|{attempt.position}".encode()).hexdigest()
    return AttemptLine(
        named[:16],
        attempt.local_date,
        attempt.local_time,
        Channel(attempt.channel),
        Outcome(attempt.outcome),
        attempt.outcome_as_given,
        tuple(Obstacle(one) for one in attempt.obstacles if one in Obstacle.values),
        tuple(Proof(one) for one in attempt.proofs if one in Proof.values),
        attempt.note,
        attempt.source,
        shown_at,
    )


def _as_of(
    gathered: Gathered,
    group: Group,
    tries: Tries,
    window: Window | None,
    reveal_from: datetime | None,
    *,
    moment: datetime,
    told: bool,
) -> datetime:
    """Return the last change of a row that its reader can see, by a person or by the clock; never after *moment*."""
    moments = [gathered.edition.opened_at, reveal_from, *(when for _, when in tries.shown)]
    moments += [pledge.confirmed_at for pledge in group.pledges]
    if tries.shown and tries.checked_at is not None:
        moments.append(max(tries.checked_at, *(when for _, when in tries.shown)))
    if window is not None and not tries.word:
        moments += [window.ends, window.begins if told else None]
    return max((one for one in moments if one is not None and one <= moment), default=moment)


def _next_change(
    tries: Tries, window: Window | None, reveal_from: datetime | None, *, moment: datetime
) -> datetime | None:
    """Return the next moment at which the clock alone may change the row."""
    moments = [reveal_from, *tries.coming]
    if window is not None and not tries.word:
        moments += [window.begins, window.ends, window.late]
    return min((one for one in moments if one is not None and one > moment), default=None)
