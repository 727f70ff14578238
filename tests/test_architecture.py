"""The architecture document that fails: layers of foreign keys, verbs, words."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from daybreak.core.lib.rows import Row, UuidRow

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "daybreak"
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}


def ranks(contract_id):
    """Return package → height, from the layer list import-linter reads: one list for imports and foreign keys."""
    layers = CONTRACTS[contract_id]["layers"]
    return {name.strip(" ()"): len(layers) - height for height, line in enumerate(layers) for name in line.split("|")}


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("daybreak.")]


def height_of(model):
    _, outer, inner = model.__module__.split(".")[:3]
    return ranks("project")[outer], ranks(outer).get(inner, 0)


def test_foreign_keys_point_down_the_layers():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in own_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model.__module__.startswith("daybreak.")
        if field.related_model.__module__ != model.__module__ and height_of(field.related_model) >= height_of(model)
    ]
    assert own_models()
    assert wrong == []


def test_every_table_has_a_privacy_line_and_a_known_parent():
    assert [m._meta.label for m in own_models() if not issubclass(m, (Row, UuidRow)) and m.__name__ != "DeskUser"] == []


def python_files(*folders):
    return [
        path
        for folder in folders
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


FORBIDDEN = ("django.http", "django.shortcuts", "django.dispatch", "django.urls", "django.db.models.signals")


@pytest.mark.parametrize(
    "path", python_files("domain", "outputs", "core/journal"), ids=lambda p: str(p.relative_to(ROOT))
)
def test_nouns_know_nothing_of_http(path):
    assert [name for name in imports_of(path) if name.startswith(FORBIDDEN)] == []


def verbs():
    """Yield every public function of a noun's services that writes."""
    for path in python_files("domain"):
        if not path.name.startswith("services"):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                if "actor" in names:
                    yield pytest.param(path, node, id=f"{path.parent.name}.{node.name}")


@pytest.mark.parametrize(("path", "verb"), list(verbs()))
def test_a_verb_takes_its_actor_and_moment_by_keyword(path, verb):
    keywords = {argument.arg for argument in verb.args.kwonlyargs}
    assert {"actor", "at"} <= keywords
    assert ast.get_docstring(verb), "a verb says in its docstring what it does"


def test_nobody_asks_the_wall_clock_in_the_middle_of_a_rule():
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files("domain", "outputs")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        if path.name != "tasks.py" and path.parent.name != "people"  # sign-in uses real time
    ]
    assert asking == []


def test_templates_never_touch_a_persons_name():
    wrong = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("templates/**/*")
        if path.is_file() and any(word in path.read_text() for word in ("person.name", "person.email", "person.phone"))
    ]
    assert wrong == []


def test_the_forbidden_word_stands_nowhere_in_our_names():
    """People meeting are a gathering; what somebody tells us is a field report (domain.md §3)."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files(".")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and "event" in node.name.lower().replace("prevent", "")
    ]
    assert wrong == []


def test_every_direct_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [line.split(">")[0].split("=")[0].split("[")[0].strip() for line in project["dependencies"]]
    explained = (ROOT / "docs" / "decisions" / "0001-libraries.md").read_text().lower()
    assert len(names) <= 26
    assert [name for name in names if name.lower() not in explained] == []
