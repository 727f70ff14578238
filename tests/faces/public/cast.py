"""A small day: Nairobi brings a letter, Lima too; what each page shows of them."""

from __future__ import annotations

from datetime import date, datetime, time

from daybreak.domain.campaigns.models import Edition, Statement, StatementText, Target
from daybreak.domain.deliveries.models import Attempt, Delivery
from daybreak.domain.pledges.models import Pledge
from tests import factories as make


def statement(edition: Edition, text: str, **fields: object) -> Statement:
    """A statement in English with an invented source."""
    values = {"key": f"s{edition.statements.count()}", "source_name": "An invented commission", **fields}
    row = Statement.objects.create(edition=edition, position=edition.statements.count() + 1, **values)
    StatementText.objects.create(statement=row, language="en", text=text)
    return row


def nairobi(edition: Edition | None = None, **plan: object) -> Pledge:
    """Amina's pledge in Nairobi, with a plan where one is given."""
    edition = edition or make.make_edition()
    target: Target = make.make_target(edition=edition, slug="embassy")
    pledge = make.make_pledge(target=target)
    if plan:
        make.make_plan(edition=edition, city=target.city, **plan)
    return pledge


def tried(pledge: Pledge, *, outcome: str, at: datetime, **fields: object) -> Attempt:
    """An accepted attempt at half past ten local time."""
    delivery, _ = Delivery.objects.get_or_create(pledge=pledge)
    values = {"local_date": date(2018, 9, 24), "local_time": time(10, 30), "channel": "by_hand", **fields}
    return Attempt.objects.create(
        delivery=delivery, position=delivery.attempts.count() + 1, outcome=outcome, accepted_at=at, **values
    )
