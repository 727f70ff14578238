import pytest

from daybreak.outputs.past_editions.source import FileRefused, parse


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b'{"year": 2011,\n "date" "x"}', "line 2, column 9"),
        (b"[1, 2]", "a list where one object"),
        (b"7", "a single value"),
        (b'{"a": \xe9}', "not written in UTF-8: line 1"),
        ('{"a": 1}'.encode("utf-16"), "not written in UTF-8"),
        (b'{"a": NaN}', "NaN, which is not a number"),
        (b'{"a": 1e400}', "more digits than can be kept"),
        (b'{"a": 0.12345678901234567890123}', "more digits than can be kept"),
        (b'{"a": ' + b"9" * 5000 + b"}", "thousands of digits"),
        (b'{"cities": [{"city": "A", "city": "B"}]}', '"city" stands twice in cities[0]'),
        (b'{"a": "\\u0000"}', "a sign no database keeps"),
        (b'{"a": ["\\ud800"]}', "text at a[0]"),
        (b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}", "more than 40 deep"),
        (b'{"a": ' + b"[" * 100_000, "deep in one another"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(raw, words):
    with pytest.raises(FileRefused) as refused:
        parse(raw)
    assert words in str(refused.value) and str(refused.value).endswith(".")


def test_the_order_of_keys_and_a_byte_order_mark_do_not_matter_to_reading():
    assert list(parse(b'\xef\xbb\xbf{"b": 1.50, "a": {"z": null, "y": []}}')) == ["b", "a"]
