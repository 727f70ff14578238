"""Bytes without a label: what proves itself, what is guessed."""

import pytest

from daybreak.core.lib.encodings import ENCODINGS, decode, guess

SAMPLES = [
    ("이름,도시\n홍길동,서울", "cp949"),
    ("名前,都市\nたろう,東京", "cp932"),
    ("姓名,城市\n张伟,首尔", "gb2312"),
    ("姓名,城市\n林美麗,臺北", "big5"),
    ("Имя,Город\nИван,Москва", "cp1251"),
    ("الاسم,المدينة\nأحمد,القاهرة", "cp1256"),
    ("Nom,Ville\nRené,Genève", "cp1252"),
    ("Álvaro Peña,São Paulo", "cp1252"),
    ("Günther Müller,Zürich", "cp1252"),
]


@pytest.mark.parametrize(("text", "codec"), SAMPLES, ids=[f"{codec}-{text[:3]}" for text, codec in SAMPLES])
def test_an_old_encoding_is_known_by_what_its_letters_look_like(text, codec):
    assert guess(text.encode(codec)) == codec
    found = decode(text.encode(codec))
    assert (found.text, found.guessed) == (text, True)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_proves_itself_and_loses_its_mark(codec):
    found = decode("Name,City\nÁlvaro,서울\n".encode(codec))
    assert found.text == "Name,City\nÁlvaro,서울\n"
    assert not found.guessed


@pytest.mark.parametrize("codec", list(ENCODINGS))
def test_whatever_a_person_chooses_gives_some_text(codec):
    assert isinstance(decode(bytes(range(256)) * 3, codec).text, str)
