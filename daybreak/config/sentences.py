"""What went wrong and what to do, as one sentence: for the command line, the supervisor and the worker's log."""

from __future__ import annotations

import errno
import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection

from daybreak.core.lib.errors import Refused

NO_SPACE = "The disk is full, so nothing was saved. Free some space (`daybreak doctor` says how much is left)."
_UNPREPARED = "The database {where} is not prepared for this version. Run `daybreak setup`."

# The first part that stands in the database's own message decides.
_SQLITE = (
    (
        "unable to open",
        "The database {where} cannot be opened. Run `daybreak setup`, or see that this user may write there.",
    ),
    ("readonly", "The database {where} cannot be written: the folder or the disk is read-only for this user."),
    ("full", NO_SPACE),
    ("locked", "Another program is holding the database {where}. Wait a moment and do it again."),
    ("no such", _UNPREPARED),
    ("malformed", "The database {where} is damaged. Stop Daybreak, keep the file, and put back the last backup."),
    ("not a database", "The file {where} is no database. Put back the last backup."),
    ("i/o error", "The disk under {where} does not answer properly. Look at the disk before anything else."),
)
_POSTGRESQL = (
    ("password", "PostgreSQL does not accept the user or password for {where}. Correct DAYBREAK_DATABASE."),
    ("lock timeout", "Another program is holding a table of {where}. Wait a moment and do it again."),
    ("statement timeout", "{where} took too long to answer. Wait a moment and do it again."),
    ("no space left", NO_SPACE),
    ("relation", _UNPREPARED),
    ("column", _UNPREPARED),
    ("role", "PostgreSQL does not know the user for {where}. Correct DAYBREAK_DATABASE, or make the user."),
    ("read-only", "The PostgreSQL server for {where} takes no changes now: it is a standby, or was made read-only."),
    ("does not exist", "PostgreSQL has no database for {where}. Make it, or correct DAYBREAK_DATABASE."),
    ("", "PostgreSQL does not answer for {where}. Start the server, or correct DAYBREAK_DATABASE."),
)


def sentence_of(error: BaseException) -> str:
    """Return the sentence for an error we know, or an empty text."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, (DatabaseError, InterfaceError)):
        return _of_database(error)
    if isinstance(error, sqlite3.Error) and "full" in str(error):
        return NO_SPACE  # the index of cities, which is no database of Django's
    if isinstance(error, OSError):
        return _of_file(error)
    return ""


def where() -> str:
    """Say which database is meant, without its password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    return f"{database['NAME']} on {database['HOST'] or 'this machine'}"


def _of_database(error: Exception) -> str:
    text = str(error).casefold()
    known = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    # A server that is away or unprepared; a mistake in a query deserves its own words.
    # SQLite calls a damaged file by the general name of all its errors.
    is_damage = connection.vendor == "sqlite" and type(error) is DatabaseError
    if not (is_damage or isinstance(error, (OperationalError, InterfaceError, ProgrammingError))):
        return ""
    return next((sentence.format(where=where()) for part, sentence in known if part in text), "")


def _of_file(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NO_SPACE
    name = error.filename or "a file"
    if error.errno == errno.EROFS:
        return f"{name} lies on a read-only disk. Set DAYBREAK_HOME to a folder that can be written."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This user may not read or write {name}. Change its owner, or set DAYBREAK_HOME to another folder."
    return f"{name}: {error.strerror}." if error.strerror else ""
