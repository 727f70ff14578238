"""Find the edition somebody names on the command line."""

from __future__ import annotations

from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Campaign, Edition
from daybreak.outputs.past_editions.reading import find_campaign


class EditionUnknown(Refused):
    """There is no such edition here."""


def find_edition(year: str, *, campaign: str = "") -> Edition:
    """Return the edition of *year* (or of that slug) of the campaign with that name or slug.

    *campaign* may be left out where there is only one. :raises EditionUnknown: with what there is.
    """
    cause = find_campaign(campaign) if campaign else _only_campaign()
    if cause is None:
        names = "; ".join(Campaign.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise EditionUnknown(f'There is no campaign called "{campaign}" here. Campaigns: {names}.')
    edition = cause.editions.filter(slug=year).select_related("campaign").first()
    if edition is None and year.isdecimal():
        edition = cause.editions.filter(year=int(year)).select_related("campaign").order_by("pk").first()
    if edition is None:
        years = ", ".join(cause.editions.order_by("year", "pk").values_list("slug", flat=True)) or "none yet"
        raise EditionUnknown(f"{cause.name} has no edition {year} here. Editions: {years}.")
    return edition


def _only_campaign() -> Campaign:
    campaigns = list(Campaign.objects.order_by("name")[:2])
    if not campaigns:
        raise EditionUnknown("There is no campaign here yet. Import an edition first.")
    if len(campaigns) > 1:
        names = "; ".join(Campaign.objects.order_by("name").values_list("name", flat=True))
        raise EditionUnknown(f"Say which campaign with --campaign NAME. Campaigns: {names}.")
    return campaigns[0]
