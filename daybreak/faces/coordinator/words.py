"""What a coordinator reads for the closed lists: shorter and nearer to the gate than the desk's words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib.languages import SOURCE
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.deliveries.models import ReportState
from daybreak.domain.deliveries.outcomes import Channel, Obstacle, Outcome, Proof
from daybreak.domain.pledges.states import PledgeState

OUTCOMES: dict[Outcome, Promise] = {
    Outcome.HANDED_OVER: later("Handed over"),
    Outcome.RECEIVED: later("Received: somebody inside confirmed it"),
    Outcome.MAILBOX: later("Mailbox or through the door"),
    Outcome.LEFT: later("Left at the gate or with a guard"),
    Outcome.RELAYED: later("Somebody else took it along"),
    Outcome.SENT: later("Sent by post, courier, e-mail or fax"),
    Outcome.REFUSED: later("Refused"),
    Outcome.NOT_ANSWERED: later("Nobody answered"),
    Outcome.SENT_AWAY: later("Sent away: wrong entrance or closed"),
    Outcome.DESTROYED: later("Destroyed or thrown back"),
    Outcome.PREVENTED_GUARD: later("A guard kept us away"),
    Outcome.PREVENTED_POLICE: later("The police kept us away"),
    Outcome.POSTPONED: later("Put off to another day"),
    Outcome.NOT_ATTEMPTED: later("We did not try"),
}

CHANNELS: dict[Channel, Promise] = {
    Channel.BY_HAND: later("By hand"),
    Channel.POST: later("By post"),
    Channel.COURIER: later("By courier"),
    Channel.EMAIL: later("By e-mail"),
    Channel.FAX: later("By fax"),
    Channel.RELAYED: later("By somebody else"),
}

OBSTACLES: dict[Obstacle, Promise] = {
    Obstacle.PHOTOGRAPHY: later("Photographs forbidden"),
    Obstacle.SOUND: later("Singing or sound forbidden"),
    Obstacle.PHOTOGRAPHED: later("We were photographed"),
    Obstacle.HURT: later("Somebody was pushed or hurt"),
    Obstacle.BROKEN_UP: later("Our group was broken up"),
    Obstacle.PERMIT: later("A permit was refused"),
    Obstacle.WEATHER: later("Weather"),
    Obstacle.CLOSED: later("The office was closed"),
    Obstacle.GUARDS: later("More guards than usual"),
    Obstacle.OTHER: later("Something else"),
}

PROOFS: dict[Proof, Promise] = {
    Proof.PHOTO_LETTER: later("Photo of the letter"),
    Proof.PHOTO_GATE: later("Photo at the gate"),
    Proof.VIDEO: later("Video"),
    Proof.STAMPED: later("Stamped copy or receipt"),
    Proof.POSTAL: later("Receipt of the post office"),
    Proof.WITNESS: later("A witness"),
}

REPORT_STATES: dict[str, Promise] = {
    ReportState.WAITING: later("the desk has not looked yet"),
    ReportState.ACCEPTED: later("accepted by the desk"),
    ReportState.SET_ASIDE: later("set aside by the desk"),
}

NOT_STANDING: dict[str, Promise] = {
    PledgeState.UNPROVEN: later("Your offer waits for the proof of your address. Open the mail we sent you first."),
    PledgeState.OFFERED: later("Your offer is not confirmed yet. Ask the desk; then this page will open."),
    PledgeState.WITHDRAWN: later(
        "This promise was withdrawn: nothing can be reported here. Ask the desk if that is wrong."
    ),
    PledgeState.PASSED_ON: later("Somebody else has this city now. If you stand at the gate, ring the desk."),
    PledgeState.LAPSED: later("This offer ran out: nothing can be reported here. Ask the desk if you still go."),
    PledgeState.DECLINED: later("The desk could not take up this offer. If you stand at the gate, ring the desk."),
}


@dataclass(frozen=True)
class Button:
    """An outcome one press away, with its symbol (``look/sprite.html``, or the page's own)."""

    outcome: Outcome
    icon: str

    @property
    def words(self) -> Promise:
        """What stands on it."""
        return OUTCOMES[self.outcome]


BUTTONS = (
    Button(Outcome.HANDED_OVER, "o-hand"),
    Button(Outcome.MAILBOX, "o-box"),
    Button(Outcome.LEFT, "o-left"),
    Button(Outcome.REFUSED, "o-ref"),
    Button(Outcome.PREVENTED_GUARD, "o-bar"),
)


@dataclass(frozen=True)
class Spoken:
    """What to say at the gate in one language."""

    language: str
    sentences: list[str]


def what_to_say(edition: Edition) -> list[Spoken]:
    """Return three sentences for the gate, in the page's language and in English, which most offices understand.

    Who the letter is for, what it is, what is asked of the person there.
    """
    here = get_language() or SOURCE
    return [_spoken(edition, language) for language in dict.fromkeys((here, SOURCE))]


def _spoken(edition: Edition, language: str) -> Spoken:
    addressee = " ".join(filter(None, [edition.addressee_style, edition.addressee_name])) or edition.addressee_office
    with override(language):
        return Spoken(
            language,
            [
                _("Good day. I am bringing a letter for %s.") % addressee
                if addressee
                else _("Good day. I am bringing a letter for your government."),
                _("It is a peaceful appeal, and I will leave as soon as you have it."),
                _("Would you take it to the head of your office, please, and stamp my copy?"),
            ],
        )
