"""Read the cities of a document: plans, targets, pledges, deliveries. Gatherings: ``reading_gatherings``."""

from __future__ import annotations

from typing import Any

from daybreak.core.journal.services import record
from daybreak.core.lib import countries
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns.models import CityPlan, Target
from daybreak.domain.campaigns.states import ResultsShow, Reveal, TargetKind
from daybreak.domain.deliveries.outcomes import Outcome
from daybreak.domain.places import services as places
from daybreak.domain.places.models import City
from daybreak.domain.pledges import services as pledges
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import Place, PledgeState
from daybreak.outputs.past_editions import moments, words
from daybreak.outputs.past_editions.directory import mission_of
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit
from daybreak.outputs.past_editions.numbers import claims
from daybreak.outputs.past_editions.reading_attempts import read_attempts
from daybreak.outputs.past_editions.reading_gatherings import read_gatherings
from daybreak.outputs.past_editions.reading_totals import read_country_totals, read_roles
from daybreak.outputs.past_editions.says import city_words
from daybreak.outputs.past_editions.tree import Json, Path

OWN_DATE_REASON = "as the document of the past edition gives it"


def read_cities(filing: Filing) -> None:
    """Read ``cities``: objects or plain names. An entry whose city is not clear stays as given, with a doubt."""
    head = Part(filing.document, (), filing)
    entries = head.get("cities")
    if isinstance(entries, dict | str) and not claims({"cities": entries}, ()):
        filing.doubt(("cities",), "not understood: a list of cities was expected. It is kept as it stands.")
    for path, entry in head.items("cities"):
        if len(path) > 1 and isinstance(entry, dict | str):
            _read_entry(filing, entry, path)
        elif len(path) > 1:
            filing.doubt(path, "not understood: a city's name or an object was expected.")


def _read_entry(filing: Filing, entry: Json, path: Path) -> None:
    part = Part(entry, path, filing)
    if part.has("city") is None or part.get("city") is None:
        if not read_country_totals(filing, part):
            filing.doubt(path, "names no city: kept as it stands.")
        return
    city = _resolve(part)
    if city is None:
        return
    plan = _plan(filing, part, city)
    pledge = _pledge(filing, part, city, plan)
    read_attempts(filing, part, pledge, plan)
    targets = _read_doors(filing, part, city)
    if pledge.target is not None:
        targets.insert(0, pledge.target)
    day = plan.own_date or filing.edition.date
    read_gatherings(filing, part, city=city, day=day, targets=targets)
    read_roles(filing, part, city=city)


def _resolve(part: Part) -> City | None:
    """Return the entry's city, or None with a doubt."""
    name = part.text("city")
    if not name.strip():
        part.doubt("city", "not understood: no city's name. The whole entry is kept as it stands.")
        return None
    said = part.get("country")
    country = countries.from_name(said) if isinstance(said, str) else None
    known = part.get("geonames_id")
    if isinstance(known, int) and (record := places.places().get(known) if 0 < known < 2**40 else None):
        part.understand("city", "city")
        return _taken(part, places.city_of(record))
    region = next((text for key in ("region", "state") if isinstance(text := part.get(key), str)), "")
    city: City | None
    try:
        city = places.find_city(name, country)
    except places.CityAmbiguous as refused:
        city = _in_region(name, region, country)
        if city is None:
            part.doubt("city", f'{refused} Put its "geonames_id" into the entry. Until then it is kept as it stands.')
            return None
    except Refused as refused:
        part.doubt("city", f"{refused} The whole entry is kept as it stands.")
        return None
    if said is not None and country is None:
        part.doubt("country", f"no country of this name is known; the city alone means {city_words(city)}.")
    return _taken(part, city)


def _in_region(name: str, region: str, country: str | None) -> City | None:
    try:
        return places.find_city(f"{name}, {region}", country) if region else None
    except Refused:
        return None


def _taken(part: Part, city: City) -> City:
    said = part.get("country")
    if isinstance(said, str) and countries.from_name(said):
        part.understand("country", "country")
    return city


def _plan(filing: Filing, part: Part, city: City) -> CityPlan:
    """Make the city's plan, or take the one an earlier entry made: two spellings are one city."""
    there = CityPlan.objects.filter(edition=filing.edition, city=city).first()
    fields: dict[str, Any] = {"reveal": Reveal.NOW, "results_show": ResultsShow.AT_ONCE}
    if there is not None:
        part.doubt("city", f"is {city_words(city)}, which an earlier entry names too: one city, two promises.")
        fields = {}
    names = {name: part.paths[name] for name in ("city", "country") if name in part.paths}
    day = part.get("date")
    own = moments.read_date(day.strip()) if isinstance(day, str) else None
    if own and (there is None or there.own_date in (None, own)):
        part.understand("date", "date")
        reason = part.text("date_reason") or (there.own_date_reason if there else "") or OWN_DATE_REASON
        fields |= {"own_date": own, "own_date_reason": fit(reason, CityPlan, "own_date_reason")}
    elif part.has("date") and day is not None:
        part.doubt("date", "not understood as the city's own date: kept as it stands.")
    fields |= _solidarity(part, there)
    source = part.get("source")
    if there is None and isinstance(source, str):
        fields["source"] = fit(source, CityPlan, "source")
    plan = campaigns.plan_city(filing.edition, city=city, **fields, **filing.who)
    mine = ("date", "date_reason", "solidarity")
    filing.mention(plan, "city", part.path, names | {name: part.paths[name] for name in mine if name in part.paths})
    return plan


def _solidarity(part: Part, there: CityPlan | None) -> dict[str, Any]:
    said = part.get("solidarity")
    if isinstance(said, bool):
        part.understand("solidarity", "solidarity")
        return {"solidarity": said} if there is None else {}
    if part.has("solidarity") and said is not None:
        part.doubt("solidarity", "not understood: true or false was expected.")
    outcome = part.get("delivery")
    outcome = outcome.get("outcome") if isinstance(outcome, dict) else outcome
    no_mission = part.has("mission_kind") and part.get("mission_kind") is None
    no_gate = isinstance(outcome, str) and words.outcome(outcome) == Outcome.NOT_APPLICABLE
    is_one = no_mission or (no_gate and not part.has("mission_kind"))
    return {"solidarity": True} if is_one and there is None else {}


def _target(filing: Filing, part: Part, city: City) -> Target | None:
    kind = part.get("mission_kind")
    if kind is None:
        if part.has("mission_kind"):
            part.understand("mission_kind", "mission_kind")
        return None
    if not isinstance(kind, str) or not kind.strip():
        part.doubt("mission_kind", "not understood: the kind of the mission was expected. It is kept as it stands.")
        return None
    part.understand("mission_kind", "mission_kind")
    mission = mission_of(filing, part, city, kind)
    there = Target.objects.filter(edition=filing.edition, mission=mission).first()
    target = there or campaigns.add_target(filing.edition, city=city, mission=mission, **filing.who)
    filing.mention(target, "gate", part.path, {}, owns=())
    return target


def _pledge(filing: Filing, part: Part, city: City, plan: CityPlan) -> Pledge:
    """Make the promise an entry tells of. A second one for the same gate is a separate slot, or joins."""
    target = _target(filing, part, city)
    source = fit(part.text("source"), Pledge, "source")
    pledge = pledges.offer_pledge(filing.edition, city=city, target=target, source=source, **filing.who)
    lead = (
        Pledge.objects.filter(target=target, state=PledgeState.CONFIRMED, place=Place.LEAD).first() if target else None
    )
    _move(filing, part, pledge, lead)
    pledge.offered_at = filing.moment
    pledge.confirmed_at = filing.moment if pledge.confirmed_at else None
    pledge.save(update_fields=["offered_at", "confirmed_at"])
    record("date_past_pledge", pledge, fields=["offered_at", "confirmed_at"], **filing.who)
    if target is None and not plan.solidarity and not part.has("mission_kind"):
        campaigns.plan_city(filing.edition, city=city, assumption="the document names no mission here", **filing.who)
    paths = {name: part.paths[name] for name in ("mission_kind", "source", "pledge") if name in part.paths}
    filing.mention(pledge, "pledge", part.path, paths, owns=paths.values())
    return pledge


def _move(filing: Filing, part: Part, pledge: Pledge, lead: Pledge | None) -> None:
    """Bring a promise to the state the document gives; without one it was kept as far as we know: confirmed."""
    state = part.get("pledge")
    if isinstance(state, str) and state in PledgeState.values:
        part.understand("pledge", "pledge")
    elif part.has("pledge"):
        part.doubt("pledge", "not understood: the state of a promise was expected.")
    early = {
        PledgeState.OFFERED: None,
        PledgeState.UNPROVEN: None,
        PledgeState.DECLINED: pledges.decline_pledge,
        PledgeState.LAPSED: pledges.lapse_pledge,
    }
    if isinstance(state, str) and state in early:
        move = early[PledgeState(state)]
        if move is not None:
            move(pledge, **filing.who)
        return
    if lead is None:
        pledges.confirm_pledge(pledge, **filing.who)
    elif any(part.get(key) for key in ("delivery", "deliveries", "attempts")):
        pledges.take_slot(pledge, **filing.who)
        filing.doubt(part.path, "a second promise for the same gate: kept as a separate slot.")
    else:
        pledges.join_lead(pledge, lead=lead, **filing.who)
        filing.doubt(part.path, "a second promise for the same gate, without a delivery: kept as a joiner.")
    if state == PledgeState.WITHDRAWN:
        pledges.withdraw_pledge(pledge, **filing.who)
    elif state == PledgeState.PASSED_ON:
        pledges.pass_on_pledge(pledge, **filing.who)


def _read_doors(filing: Filing, part: Part, city: City) -> list[Target]:
    """Read ``secondary_targets``: other doors, which do not count as delivered. Return their targets."""
    targets: list[Target] = []
    for path, one in part.items("secondary_targets"):
        door = Part(one, path, filing)
        name = fit(door.text("name"), Target, "name") if isinstance(one, dict | str) else ""
        if not name.strip():
            filing.doubt(path, "not understood: the name of another door was expected.")
            continue
        there = Target.objects.filter(edition=filing.edition, city=city, name=name).exclude(kind=TargetKind.MISSION)
        target = there.first() or campaigns.add_target(
            filing.edition, city=city, kind=words.door_kind(name), name=name, primary=False, **filing.who
        )
        filing.mention(target, "target", door.path, door.paths)
        targets.append(target)
    return targets
