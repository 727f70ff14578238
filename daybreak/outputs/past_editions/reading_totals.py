"""Read what a document says of the whole edition: figures, thanks, organisations."""

from __future__ import annotations

from daybreak.core.lib import countries
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns import services_figures
from daybreak.domain.campaigns.models import Figure, Thanked
from daybreak.domain.campaigns.states import FigureKind
from daybreak.domain.people import services as people
from daybreak.domain.people.models import Organisation
from daybreak.domain.places import services as places
from daybreak.domain.places.index import Exactness, Resolved
from daybreak.domain.places.models import City
from daybreak.outputs.past_editions import words
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit
from daybreak.outputs.past_editions.numbers import Claim, claims
from daybreak.outputs.past_editions.tree import Json, Path

BARE = "does not say whether it was announced or reported: kept as reported."


def read_figures(filing: Filing) -> None:
    """Read ``announced`` and ``reported``, and bare totals ("cities": 51) at the top."""
    for kind in FigureKind.values:
        node = filing.document.get(kind)
        found = claims(node, (kind,))
        for claim in found:
            _note(filing, claim, kind)
        if not found and node not in (None, {}, []):
            filing.doubt((kind,), "not understood: no number was found in it. It is kept as it stands.")
    for key in ("cities", "countries"):
        node = filing.document.get(key)
        bare = {name: said for name, said in filing.document.items() if name == key or name.startswith(f"{key}_")}
        for claim in claims(bare, ()) if isinstance(node, int | str) else []:
            filing.doubt((key,), BARE)
            _note(filing, claim, FigureKind.REPORTED)


def _note(filing: Filing, claim: Claim, kind: str) -> None:
    paths = dict(claim.paths)
    most = Figure._meta.get_field("as_of").max_length or 0
    as_of = claim.as_of if len(claim.as_of) <= most else ""
    if not as_of and claim.as_of:
        filing.doubt(paths.pop("as_of"), "not understood: a date is written like 2018-10-01. It is kept as it stands.")
    figure = services_figures.note_figure(
        filing.edition,
        kind=kind,
        what=fit(claim.what, Figure, "what"),
        value=claim.value,
        country=claim.country,
        note=fit(claim.note, Figure, "note"),
        as_of=as_of,
        source=fit(claim.source, Figure, "source"),
        **filing.who,
    )
    form = "figure in words" if claim.in_words else "figure"
    filing.mention(figure, form, claim.base, paths, owns=paths.values())


def read_country_totals(filing: Filing, part: Part) -> bool:
    """Read an entry of ``cities`` that names a country and a number only. Return whether it was one."""
    said = part.get("country")
    if not isinstance(said, str) or countries.from_name(said) is None:
        return False
    entry = {key: part.get(key) for key in ("country", "cities", "count", "number", "note", "source", "as_of")}
    found = claims({key: value for key, value in entry.items() if part.has(key)}, part.path)
    for claim in found:
        _note(filing, claim, FigureKind.ANNOUNCED)
        filing.doubt(part.path, "names no city but a number: kept as announced for the country.")
    return bool(found)


def read_roles(filing: Filing, part: Part, *, city: City | None) -> None:
    """Read the organisations of the edition or of one city, under any of the keys we know."""
    for key, role in words.ROLES.items():
        for path, one in part.items(key):
            read_organisation(filing, one, path, role, city)


def read_organisations(filing: Filing) -> None:
    """Read the organisations that took part in the edition as a whole."""
    read_roles(filing, Part(filing.document, (), filing), city=None)


def read_organisation(filing: Filing, value: Json, path: Path, role: str, city: City | None) -> None:
    """Read one organisation: its name, or an object with it."""
    part = Part(value, path, filing)
    name = part.text("name") if isinstance(value, dict | str) else ""
    try:
        organisation = people.add_organisation(fit(" ".join(name.split()), Organisation, "name"), **filing.who)
    except Refused:
        filing.doubt(path, "not understood: the name of an organisation was expected.")
        return
    listed = campaigns.list_participation(
        filing.edition, organisation=organisation, role=role, city=city, listed_from=filing.moment, **filing.who
    )
    filing.mention(listed, "participation", path, {"name": part.paths["name"]})


def read_thanks(filing: Filing) -> None:
    """Read ``thanked``: a list, or lists in groups. A group named after a country says where its lines lie."""
    node = filing.document.get("thanked")
    groups: dict[str | None, Json] = {None: node}
    if isinstance(node, dict):
        groups = {key: value for key, value in node.items() if isinstance(value, list)}
    for key, value in groups.items():
        path: Path = ("thanked",) if key is None else ("thanked", key)
        country = countries.from_name(str(key).replace("_", " ")) if key else None
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            here = (*path, number) if isinstance(value, list) else path
            if isinstance(one, dict | str):
                _thank(filing, Part(one, here, filing), country)
            elif one is not None:
                filing.doubt(here, "not understood: a country or a place was expected.")


def _thank(filing: Filing, part: Part, group: str | None) -> None:
    name = part.text("name")
    if not name.strip():
        filing.doubt(part.path, "not understood: no name is thanked here.")
        return
    said = part.text("country")
    country = countries.from_name(said) if said else group
    if said and country is None:
        part.paths.pop("country")
        part.doubt("country", "no country of this name is known: kept as it stands.")
    city_name = part.text("city")
    as_country = None if country or city_name else countries.from_name(name)
    city = None if as_country else _place(city_name or name, country)
    if not (country or as_country or city):
        filing.doubt(part.path, "neither a country nor a city we know: thanked in the document's words.")
    line = services_figures.thank(
        filing.edition,
        as_given_name=fit(name, Thanked, "as_given_name"),
        country=country or as_country or (city.country if city else ""),
        city=city,
        **filing.who,
    )
    filing.mention(line, "thanked", part.path, part.paths)


def _place(name: str, country: str | None) -> City | None:
    """Return the city a thanked place surely is: its own name or a common spelling, nothing looser."""
    found = places.places().resolve(name, country)
    if isinstance(found, Resolved) and found.exactness <= Exactness.SPELLING:
        return places.city_of(found.city)
    return None
