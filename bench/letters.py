"""How many addressed letters one process prints in a second: composed, set and hashed, each to another mission.

Every organisation, person and street here is invented.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from datetime import UTC, date, datetime

from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.parts import (
    Addressee,
    LetterParts,
    Mission,
    MissionHead,
    Occasion,
    Sender,
    Signatory,
    Template,
)
from daybreak.domain.letters.pdf import render_pdf

LETTERS = 120
RUNS = 3
_DAY = date(2018, 9, 24)
_AT = datetime(2018, 9, 20, tzinfo=UTC)
_HOSTS = ("ZA", "KR", "JP", "US", "GB", "DE", "FI", "MW", "MX", "NL", "PE", "AU")
_TEMPLATE = Template(
    salutation="Your Excellency,",
    paragraphs=(
        "Today, {campaign.date}, we mark the {campaign.anniversary_ordinal} anniversary of a promise that "
        "{addressee.state} made to people who flee. In {mission.city}, as in many other cities, somebody stands "
        "before your {mission.kind} with this letter and one request.",
        "We write as {sender.org_name}, {sender.about}. We know that a long border is a heavy duty and that your "
        "government wishes for calm. We share that wish. " * 2,
        "Those who are sent back are questioned and locked away, and many are never heard of again. Children grow "
        "up without the mother who was taken from them. None of this needs a new law to end. " * 3,
        "We therefore ask you:",
    ),
    law=("A promise to give shelter forbids sending anybody back to danger, in any manner whatsoever.",),
    demands=(
        "to stop the forced return of people who fled;",
        "to let them travel on to a country that receives them;",
        "to let the refugee agency of the United Nations visit them.",
    ),
    thanks="We thank you for reading these lines.",
    closing="Yours respectfully,",
)


def measure() -> dict[str, object]:
    """Return the median of ``RUNS`` runs over ``LETTERS`` letters in letters per second, one process."""
    parts = [_parts(number) for number in range(LETTERS)]
    _run(parts[:2])
    runs = [round(LETTERS / _run(parts), 1) for _ in range(RUNS)]
    return {
        "name": "letters printed",
        "ours": statistics.median(runs),
        "peer": None,
        "limit": None,
        "unit": "letters/s",
        "runs": runs,
        "cores": os.cpu_count(),
    }


def _run(parts: list[LetterParts]) -> float:
    """Return the seconds it takes to print every letter, and see that each is a letter of its own."""
    started = time.perf_counter()
    prints = {render_pdf(compose(one), at=_AT).sha256 for one in parts}
    seconds = time.perf_counter() - started
    if len(prints) != len(parts):
        raise RuntimeError("Two missions got the same letter: the measurement is worth nothing.")
    return seconds


def _parts(number: int) -> LetterParts:
    organisation = "Open Shore Committee"
    return LetterParts(
        template=_TEMPLATE,
        addressee=Addressee(style="His Excellency", name="Sample Name", office="President", state="Sample State"),
        occasion=Occasion(campaign="Sample Day", day=_DAY, anniversary_of=date(1982, 9, 24)),
        language="en",
        mission=Mission(
            name="Embassy of Sample State",
            kind="embassy",
            country_code=_HOSTS[number % len(_HOSTS)],
            city=f"Sample City {number}",
            address_lines=(f"{number + 1} Sample Street", "Sample Quarter"),
            head=MissionHead(name=f"Sample Head {number}", title="Ambassador") if number % 3 else None,
        ),
        sender=Sender(organisation=organisation, seat="Sample City", about="an invented club", invented=True),
        signatories=tuple(Signatory(name=f"Signer {n}", title="Member", organisation=organisation) for n in range(3)),
        reference_no=f"S-{number}",
    )


if __name__ == "__main__":
    print(json.dumps(measure()))
