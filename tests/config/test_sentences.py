import errno
import sqlite3

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from daybreak.config.sentences import sentence_of


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("unable to open database file", "setup"),
        ("attempt to write a readonly database", "read-only"),
        ("database or disk is full", "disk is full"),
        ("database is locked", "holding"),
        ("no such table: people_person", "setup"),
        ("database disk image is malformed", "damaged"),
    ],
)
def test_sqlites_complaints_say_what_to_do(words, said):
    assert said in sentence_of(OperationalError(words))


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("connection refused"), "Start the server"),
        (OperationalError('password authentication failed for user "a"'), "password"),
        (ProgrammingError('relation "people_person" does not exist'), "setup"),
        (OperationalError("canceling statement due to lock timeout"), "holding"),
    ],
)
def test_postgresqls_complaints_say_what_to_do(error, said):
    assert said in sentence_of(error)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "may not")]
)
def test_a_file_that_cannot_be_used_says_what_to_do(number, said):
    assert said in sentence_of(OSError(number, "words", "/home/file"))


def test_a_full_disk_is_told_of_every_sqlite_file():
    assert "disk is full" in sentence_of(sqlite3.OperationalError("database or disk is full"))


def test_a_mistake_of_ours_has_no_sentence():
    assert sentence_of(IntegrityError("UNIQUE constraint failed")) == ""
    assert sentence_of(KeyError("x")) == ""


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("words", ["database disk image is malformed", "file is not a database"])
def test_a_damaged_file_says_put_back_the_backup(words):
    assert "last backup" in sentence_of(DatabaseError(words))
