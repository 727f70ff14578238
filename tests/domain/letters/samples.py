"""Parts of letters for tests. Every organisation, person and street is invented, the addressee too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

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

WORDS_300 = (
    "Today, {campaign.date}, is the {campaign.anniversary_ordinal} anniversary of the day on which "
    "{addressee.state} joined the convention that protects people who flee. In many cities people come to your "
    "missions today with one request, and here in {mission.city} we are among them.",
    "We write as {sender.org_name}, {sender.about}. " + "A long border asks much of those who guard it. " * 9,
    "Those who are sent back are questioned, locked away and often never heard of again. " * 7,
    "It lies in your hands to end this, and no new law is needed. " * 4 + "We therefore ask you:",
)

TEMPLATE = Template(
    salutation="Your Excellency,",
    paragraphs=WORDS_300,
    demands=(
        "to stop the forced return of people who fled;",
        "to let them travel on in safety;",
        "to let the refugee agency of the United Nations visit them.",
    ),
    closing="Yours respectfully,",
)

ADDRESSEE = Addressee(style="His Excellency", name="Sample Person", office="President", state="Sample State")
HEAD = MissionHead(style="Her Excellency", name="Invented Envoy", title="Ambassador")
MISSION = Mission(
    name="Embassy of Sample State",
    kind="embassy",
    country_code="ZA",
    city="Pretoria",
    address_lines=("1 Sample Street", "Sample Quarter", "0000 Pretoria"),
    head=HEAD,
)
SENDER = Sender(
    organisation="Open Shore Committee",
    seat="Pretoria",
    about="an invented association of students",
    contact_lines=("letters@open-shore.example",),
    invented=True,
)
SIGNATORIES = tuple(
    Signatory(name=f"Sample Signer {number}", title="Member", organisation="Open Shore Committee")
    for number in range(1, 5)
)

ENGLISH = LetterParts(
    template=TEMPLATE,
    addressee=ADDRESSEE,
    occasion=Occasion(campaign="Sample Day", day=date(2018, 9, 24), anniversary_of=date(1982, 9, 24)),
    language="en",
    mission=MISSION,
    sender=SENDER,
    signatories=SIGNATORIES,
    reference_no="ZA-PRY-1",
)

KOREAN = replace(
    ENGLISH,
    language="ko",
    template=Template(
        salutation="각하께 드립니다.",
        paragraphs=("오늘 {campaign.date}은 {campaign.anniversary_ordinal}이 되는 날입니다.", "다음을 청합니다:"),
        demands=("강제 송환을 멈추어 주십시오.",),
        closing="삼가 올립니다.",
    ),
    addressee=Addressee(style="각하", name="홍견본", office="국가주석", state="견본국"),
    mission=Mission(name="주한 견본국 대사관", kind="embassy", country_code="KR", city="서울"),
    sender=Sender(organisation="열린바다 견본 모임", invented=True),
    signatories=(Signatory(name="김견본", title="대표"),),
)

ARABIC = replace(
    ENGLISH,
    language="ar",
    template=Template(
        salutation="فخامة الرئيس،",
        paragraphs=("اليوم {campaign.date} الذكرى الـ{campaign.anniversary_ordinal} في {mission.city}.", "نطلب منكم:"),
        demands=("وقف الإعادة القسرية.",),
        closing="مع الاحترام،",
    ),
    addressee=Addressee(style="فخامة الرئيس", name="شخص نموذجي", office="رئيس الدولة", state="دولة نموذجية"),
    mission=Mission(
        name="سفارة دولة نموذجية",
        kind="embassy",
        country_code="EG",
        city="القاهرة",
        address_lines=("14 Sample Street",),
    ),
    sender=Sender(organisation="لجنة نموذجية", invented=True),
    signatories=(Signatory(name="أمينة نموذج"),),
)


def with_template(parts: LetterParts = ENGLISH, **changes: Any) -> LetterParts:
    """Return ``parts`` with some texts of the template exchanged."""
    return replace(parts, template=replace(parts.template, **changes))


def with_paragraph(text: str) -> LetterParts:
    """Return the English letter with ``text`` as its only paragraph."""
    return with_template(paragraphs=(text,))


def with_mission(**changes: Any) -> LetterParts:
    """Return the English letter to a mission with some facts exchanged."""
    return replace(ENGLISH, mission=replace(MISSION, **changes))


def in_two_pages() -> LetterParts:
    """Return a letter that is too long for one page and not for two."""
    return with_template(paragraphs=(*WORDS_300[:3], *WORDS_300[1:]))
