"""What the data files of an edition say: the same board, rule and gatherings as its pages, as plain structures."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings

from daybreak.core.lib import clock
from daybreak.domain.deliveries.counting import rule_lines
from daybreak.domain.deliveries.outcomes import COUNTS
from daybreak.faces.public.meetings import Meeting
from daybreak.faces.public.schemas import EDITION, FIGURES, schema_path
from daybreak.faces.public.scope import Scope
from daybreak.outputs.board.shape import AttemptLine, Board, BoardRow, Totals

Data = dict[str, Any]


def link(path: str) -> str:
    """Return the whole address of a public page."""
    return f"{settings.DAYBREAK.public_url}{path}"


def moment_text(moment: datetime) -> str:
    """Return an instant as feeds write it: UTC, whole seconds, ``Z``."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def json_text(data: Data) -> str:
    """Return a JSON file's text: one key a line, the same text for the same data."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def edition_data(scope: Scope, board: Board, totals: Totals, meetings: list[Meeting]) -> Data:
    """Return ``edition.json`` (docs/data-files.md says what each key means)."""
    cities: dict[int, list[BoardRow]] = {}
    for row in board.rows:
        cities.setdefault(row.city.pk, []).append(row)
    return {
        **_head(EDITION, scope, totals),
        "cities": [_city(scope, rows) for rows in cities.values()],
        "gatherings": [_gathering(meeting) for meeting in meetings],
        "figures_of_others": _told(scope),
    }


def figures_data(scope: Scope, totals: Totals) -> Data:
    """Return ``figures.json``: our figures with their rule, and what others announced or reported."""
    return {**_head(FIGURES, scope, totals), "figures_of_others": _told(scope)}


def _head(form: str, scope: Scope, totals: Totals) -> Data:
    """Return what both files begin with. A new key needs its line in schemas.py, or no file is valid any more."""
    return {
        "$schema": link(schema_path(form)),
        "form": form,
        "notice": clock.notice(),
        "language": scope.language,
        "as_of": moment_text(totals.as_of),
        "edition": _edition(scope),
        "totals": _totals(totals),
        "counting_rule": _rule(),
    }


def _edition(scope: Scope) -> Data:
    edition = scope.edition
    return {
        "campaign": edition.campaign.name,
        "name": scope.name,
        "year": edition.year,
        "date": _day(edition.date),
        "state": edition.state,
        "addressed_government": edition.campaign.government,
        "url": link(scope.base),
    }


def _totals(totals: Totals) -> Data:
    return {
        "cities": totals.cities,
        "countries": totals.countries,
        "solidarity_cities": totals.solidarity,
        "targets": totals.targets,
        "deliveries": {str(count): number for count, number in totals.deliveries.items()},
        "other_doors": {str(count): number for count, number in totals.other_doors.items()},
        "delivered_in": {"cities": totals.delivered_cities, "countries": totals.delivered_countries},
    }


def _rule() -> list[Data]:
    return [
        {"count": str(count), "words": words, "outcomes": [str(outcome) for outcome in outcomes]}
        for count, words, outcomes in rule_lines()
    ]


def _city(scope: Scope, rows: list[BoardRow]) -> Data:
    first = min(rows, key=lambda row: not row.primary)
    return {
        "city": first.city.name,
        "country": first.country,
        "country_name": scope.country_name(first.country),
        "geonames_id": first.city.geonames_id,
        "latitude": first.city.latitude,
        "longitude": first.city.longitude,
        "time_zone": first.city.zone,
        "solidarity": all(row.solidarity for row in rows),
        "state": str(first.state),
        "date": _day(first.day),
        "date_reason": first.day_reason,
        "assumption": first.assumption,
        "source": first.source,
        "as_of": moment_text(max(row.as_of for row in rows)),
        "url": link(scope.city_path(first.city)),
        "targets": [_target(row) for row in rows if row.target is not None],
    }


def _target(row: BoardRow) -> Data:
    target = row.target
    assert target is not None
    gate = row.gate
    return {
        "name": target.name,
        "kind": target.kind,
        "primary": target.primary,
        "separate_slot": row.place == "slot",
        "state": str(row.state),
        "count": str(row.count) if row.count else None,
        "outcome": str(row.best) if row.best else None,
        "hour_at_the_gate": [_hour(gate.begins), _hour(gate.ends)] if gate and not gate.assumed else None,
        "attempts": [_attempt(attempt) for attempt in row.attempts],
    }


def _attempt(attempt: AttemptLine) -> Data:
    return {
        "date": _day(attempt.local_date),
        "local_time": _hour(attempt.local_time),
        "channel": str(attempt.channel),
        "outcome": str(attempt.outcome),
        "outcome_as_given": attempt.outcome_as_given,
        "words": attempt.words,
        "count": str(COUNTS[attempt.outcome]),
        "obstacles": [str(one) for one in attempt.obstacles],
        "proofs": [str(one) for one in attempt.proofs],
        "note": attempt.note,
        "source": attempt.source,
    }


def _gathering(meeting: Meeting) -> Data:
    gathering = meeting.gathering
    return {
        "id": gathering.public_id,
        "kind": gathering.kind,
        "kind_words": meeting.kind,
        "title": meeting.title,
        "language": meeting.text.language if meeting.text else None,
        "description": meeting.text.description if meeting.text and meeting.shown else "",
        "state": gathering.state,
        "city": gathering.city.name,
        "country": gathering.city.country,
        "time_zone": gathering.city.zone,
        "date": _day(meeting.day),
        "starts": _hour(gathering.starts) if meeting.shown else None,
        "ends": _hour(gathering.ends) if meeting.shown else None,
        "place": gathering.place if meeting.shown else "",
        "stages": [{"place": stage.place, "starts": _hour(stage.starts)} for stage in meeting.stages],
        "people": meeting.attendance.people if meeting.attendance else None,
        "people_source": meeting.attendance.source if meeting.attendance else "",
        "url": link(meeting.path),
    }


def _told(scope: Scope) -> list[Data]:
    """Return figures of others, never added to ours."""
    return [
        {
            "kind": figure.kind,
            "what": figure.what,
            "country": figure.country or None,
            "value": figure.value,
            "note": figure.note,
            "as_of": figure.as_of,
            "source": figure.source,
        }
        for figure in scope.edition.figures.order_by("as_of", "pk")
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _hour(hour: time | None) -> str | None:
    return hour.strftime("%H:%M") if hour else None
