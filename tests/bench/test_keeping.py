"""What stays of a measurement: its object in a file, its line in a table."""

import json

from bench.keeping import bench_row, by_name, by_name_and_database, chaos_row, keep, table

FOUND = {"name": "a", "ours": 20.0, "peer": None, "limit": 80.0, "unit": "rows/s", "runs": [19.0, 20.0], "cores": 2}


def test_a_figure_has_exactly_the_agreed_fields():
    assert list(bench_row(FOUND)) == [
        *("name", "ours", "peer", "limit", "unit", "ratio_to_peer", "ratio_to_limit", "runs", "cores")
    ]


def test_a_ratio_is_ours_divided_by_theirs_and_null_where_there_is_none():
    row = bench_row(FOUND)
    assert (row["ratio_to_limit"], row["ratio_to_peer"]) == (0.25, None)


def test_a_chaos_row_drops_what_nobody_agreed_on():
    found = {"name": "a", "database": "sqlite", "kills": 1, "acknowledged": 2, "lost": 0, "doubled": 0, "seed": 7}
    assert list(chaos_row(found)) == ["name", "database", "kills", "acknowledged", "lost", "doubled"]


def test_a_new_figure_takes_the_place_of_the_old_one_and_leaves_the_others(tmp_path):
    path = tmp_path / "home" / "bench.json"
    keep(path, [{"name": "a", "ours": 1}, {"name": "b", "ours": 2}], key=by_name)
    keep(path, [{"name": "a", "ours": 3}], key=by_name)
    assert json.loads(path.read_text()) == [{"name": "a", "ours": 3}, {"name": "b", "ours": 2}]


def test_the_same_proof_on_another_database_is_another_line(tmp_path):
    path = tmp_path / "chaos.json"
    for database in ("sqlite", "postgresql", "sqlite"):
        keep(path, [{"name": "reports", "database": database}], key=by_name_and_database)
    assert [row["database"] for row in json.loads(path.read_text())] == ["sqlite", "postgresql"]


def test_a_damaged_file_is_begun_anew(tmp_path):
    path = tmp_path / "bench.json"
    path.write_text("{half a ")
    keep(path, [{"name": "a"}], key=by_name)
    assert json.loads(path.read_text()) == [{"name": "a"}]


def test_a_table_sets_words_to_the_left_and_numbers_to_the_right():
    rows = [{"name": "a", "ours": 1234.5, "peer": None}, {"name": "long", "ours": 2, "peer": None}]
    assert table(rows).splitlines() == ["name     ours  peer", "a     1,234.5     -", "long        2     -"]
