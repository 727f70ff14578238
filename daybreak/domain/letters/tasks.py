"""Work of letters the worker does later. Safe to run twice."""

from __future__ import annotations

from django_tasks import task

from daybreak.core.lib import clock
from daybreak.core.lib.actor import WORKER
from daybreak.domain.letters import services
from daybreak.domain.pledges.models import Pledge


@task()
def address_copy(pledge_id: str) -> None:
    """Print the letter of a pledge, once it stands and has a target."""
    pledge = Pledge.objects.standing().select_related("edition__campaign", "city", "target__mission").get(pk=pledge_id)
    if pledge.target_id is not None:
        services.address_copy(pledge, actor=WORKER, at=clock.now())
