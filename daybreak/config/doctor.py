"""``daybreak doctor``: is everything as it should be, and if not, what to do?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from daybreak.config import doctor_data, doctor_machine
from daybreak.config.findings import Finding, Grade, wrong
from daybreak.config.sentences import sentence_of

Check = Callable[[], Iterable[Finding]]

_NEEDED_TO_START: tuple[Check, ...] = (
    doctor_machine.python,
    doctor_machine.home,
    doctor_machine.disk,
    doctor_machine.key_file,
    doctor_data.database,
)
_MACHINE: tuple[Check, ...] = (
    *_NEEDED_TO_START[:-1],
    doctor_machine.letter_fonts,
    doctor_machine.languages,
    doctor_machine.places,
    doctor_machine.clocks,
)
_DATA: tuple[Check, ...] = (
    doctor_data.durability,
    doctor_data.processes,
    doctor_data.site,
    doctor_data.tasks,
    doctor_data.journal,
)


def findings(*, from_web: bool = False) -> list[Finding]:
    """Look at everything. The desk's health page asks with ``from_web``: no port, no walk through the whole file."""
    found = _ask(_MACHINE)
    if not from_web:
        found += _ask((doctor_machine.port,))
    about_database = _ask((doctor_data.database,))
    found += about_database
    if any(finding.grade is Grade.WRONG for finding in about_database):
        return found
    if not from_web:
        found += _ask((doctor_data.integrity,))
    return found + _ask(_DATA)


def problems_before_start() -> list[Finding]:
    """Return what keeps Daybreak from starting, each with what to do. (The port is asked under the home's lock.)"""
    return [finding for finding in _ask(_NEEDED_TO_START) if finding.grade is Grade.WRONG]


def _ask(checks: Iterable[Check]) -> list[Finding]:
    found: list[Finding] = []
    for check in checks:
        try:
            found += check()
        except Exception as error:
            what = check.__name__.replace("_", " ")
            reason = sentence_of(error) or f"could not be looked at ({type(error).__name__}: {error})."
            found.append(wrong(what, reason, "Mend this first, then ask again."))
    return found
