import pytest
from django.core.exceptions import FieldError
from django.db import connection

from daybreak.core.lib.errors import Refused
from daybreak.core.lib.sealed import keyed_lookup
from daybreak.domain.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_sealed_value_is_not_in_the_database(at):
    person = Person.objects.create(name="Amina Invented", email="amina@example.org", added_at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM people_person")
        raw = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Amina" not in raw and b"example" not in raw
    assert Person.objects.get(pk=person.pk).name == "Amina Invented"


def test_a_person_is_found_by_the_keyed_look_up_in_any_case(at):
    person = Person.objects.create(email="Amina@Example.org", added_at=at)
    found = Person.objects.get(email_lookup=keyed_lookup(" amina@example.ORG ", column="people_person.email"))
    assert found.pk == person.pk


def test_a_value_moved_to_another_row_does_not_open(at):
    one, two = (Person.objects.create(name=name, added_at=at) for name in ("One", "Two"))
    key = Person._meta.pk
    keys = [key.get_db_prep_value(row.pk, connection) for row in (one, two)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_person WHERE id = %s", keys[:1])
        stolen = cursor.fetchone()[0]
        cursor.execute("UPDATE people_person SET name = %s WHERE id = %s", [stolen, keys[1]])
    with pytest.raises(Refused, match="tampered"):
        _ = Person.objects.get(pk=two.pk).name


def test_a_sealed_column_cannot_be_searched(at):
    with pytest.raises(FieldError, match="look-up"):
        Person.objects.filter(name="Amina").exists()


def test_saving_another_field_keeps_the_sealed_one(at):
    person = Person.objects.create(name="Amina Invented", added_at=at)
    again = Person.objects.get(pk=person.pk)
    again.language = "sw"
    again.save()
    assert Person.objects.get(pk=person.pk).name == "Amina Invented"
