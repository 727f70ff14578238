from daybreak.outputs.past_editions.tree import Document, Piece, shown, split

YEAR = {"b": 1, "cities": [{"city": "Seoul", "events": ["protest", {"kind": "vigil"}], "z": {}}, "Tokyo"], "a": None}
OWNERS = {("cities", 0): "plan", ("cities", 0, "events", 0): "one", ("cities", 0, "events", 1): "two"}


def test_the_pieces_of_all_owners_give_the_document_back():
    shares = split(YEAR, OWNERS, "root")
    stored = [piece.stored() for pieces in shares.values() for piece in pieces]
    again = Document(Piece.restored(one) for one in reversed(stored)).plain()
    assert again == YEAR and list(again) == list(YEAR)


def test_without_an_owner_its_part_is_gone_and_the_rest_stands():
    shares = split(YEAR, OWNERS, "root")
    kept = Document(piece for owner, pieces in shares.items() if owner != "one" for piece in pieces)
    assert kept.plain()["cities"][0]["events"] == [{"kind": "vigil"}]


def test_a_plain_value_becomes_an_object_when_something_is_added_to_it():
    document = Document([Piece(1, ("cities",), ["Seoul"])])
    document.append(("cities", 0, "events"), "protest")
    document.put_beside(("cities", 0), "_given", "Söul")
    assert document.plain() == {"cities": [{"city": "Seoul", "city_given": "Söul", "events": ["protest"]}]}


def test_the_wording_first_given_is_kept_when_a_value_changes_again():
    document = Document([Piece(1, ("kind",), "rally"), Piece(2, ("kind_given",), "picket")])
    document.put_beside(("kind",), "_given", "rally")
    assert document.plain() == {"kind": "rally", "kind_given": "picket"}


def test_a_path_is_shown_as_people_write_it():
    assert shown(("cities", 0, "events", 12, "kind")) == "cities[0].events[12].kind"
