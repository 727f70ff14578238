"""The documents say what the code does: each comparison fails when one of the two moves alone."""

import ast
import re
import tomllib
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.module_loading import import_string

from daybreak.config.command_list import command_names
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import lines_of
from daybreak.domain.deliveries.counting import rule_lines
from daybreak.domain.deliveries.outcomes import COUNTS, Channel, Obstacle, Outcome, Proof

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TEXTS = [path for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))) if path.exists()]
each_text = pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))

POINTER = re.compile(r"`((?:daybreak|tests|scripts|bench|docs)/[\w./-]*\w)(?::([\w.]+))?`")
NOT_FOR_DOCS = re.compile(
    r"(?<![\w.])/(?:work|tmp|home|root|Users)/"
    r"|pypi\.org|pythonhosted|npmjs|registry\.\w+\.\w|\bproxy\.golang|crates\.io|docker\.io|ghcr\.io|deb\.debian"
)


def read(name):
    return (ROOT / name).read_text()


# Every text ---------------------------------------------------------------------------------------------------------


@cache
def names_in(path):
    """Return the functions, classes, methods and constants a module defines, as ``name`` or ``Class.name``."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return found


def gone(text):
    """Return the pointers of *text* (`path` or `path:name`) that lead nowhere."""
    found = [(path, name) for path, name in POINTER.findall(text)]
    return [
        f"{path}:{name}".rstrip(":")
        for path, name in found
        if not (ROOT / path).exists() or (name and name not in names_in(ROOT / path))
    ]


@each_text
def test_every_path_and_function_named_exists(text):
    assert gone(text.read_text()) == []


def test_a_pointer_to_nothing_is_noticed():
    assert gone("`daybreak/config/cli.py:main` `daybreak/config/cli.py:mian` `daybreak/nowhere.py`") == [
        "daybreak/config/cli.py:mian",
        "daybreak/nowhere.py",
    ]


@each_text
def test_every_relative_link_resolves(text):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text.read_text())
    assert [link for link in links if not (text.parent / link).exists()] == []


@each_text
def test_no_path_of_this_machine_and_no_download_host(text):
    assert NOT_FOR_DOCS.findall(text.read_text()) == []


@each_text
def test_every_daybreak_command_named_is_one(text):
    named = set(re.findall(r"(?:`|^|bin/|&& )daybreak ([a-z][a-z-]+)", text.read_text(), flags=re.M))
    assert named - {*command_names(), "help", "version"} == set()


# architecture.md ----------------------------------------------------------------------------------------------------


def contracts():
    return tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]


def test_the_layers_are_those_the_machine_checks():
    block = read("docs/architecture.md").partition("```layers\n")[2].partition("```")[0]
    wanted = [f"{contract['containers'][0]}: {' / '.join(contract['layers'])}" for contract in contracts()]
    assert [" ".join(line.split()) for line in block.splitlines()] == wanted


def test_the_field_report_is_followed_from_the_form_to_the_file():
    text = read("docs/architecture.md")
    followed = [path for path, name in POINTER.findall(text.partition("## One field report")[2]) if name]
    order = ["faces/coordinator/field_report", "deliveries/services", "publication/loop", "board/snapshot", "store"]
    first = [next((n for n, path in enumerate(followed) if step in path), -1) for step in order]
    assert -1 not in first
    assert first == sorted(first)


def test_every_decision_is_reached_from_the_architecture():
    text = read("docs/architecture.md")
    assert [path.name for path in (DOCS / "decisions").glob("*.md") if f"decisions/{path.name}" not in text] == []


# words.md -----------------------------------------------------------------------------------------------------------


def section(title, text):
    """Return the lines below the heading *title*, to the next heading of the same or a higher level."""
    lines = iter(text.splitlines())
    heading = next((line for line in lines if line.startswith("#") and line.lstrip("#").strip() == title), "")
    assert heading, f"no heading {title}"
    depth = len(heading) - len(heading.lstrip("#"))
    return list(takewhile(lambda line: not re.match(rf"#{{1,{depth}}} ", line), lines))


def listed(noun):
    """Return the first code word of each line of a noun's list in words.md."""
    return [match[1] for line in section(noun, read("docs/words.md")) if (match := re.match(r"- `(\w+)`", line))]


def models_of(noun):
    return {model.__name__ for model in apps.get_app_config(noun).get_models()}


def verbs_of(noun):
    folder = ROOT / "daybreak" / "domain" / noun
    for node in [node for path in sorted(folder.glob("services*.py")) for node in ast.parse(path.read_text()).body]:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
            yield from [node.name] if "actor" in names else []


NOUNS = sorted(path.parent.name for path in (ROOT / "daybreak" / "domain").glob("*/models.py"))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_table_and_verb_of_a_noun_is_in_the_words_and_no_other(noun):
    words = listed(noun)
    assert sorted(words) == sorted({*models_of(noun), *verbs_of(noun)})


def test_the_tables_of_the_journal_are_in_the_words():
    assert set(listed("journal")) == models_of("journal")


def codes_of(title):
    rows = [line.split("|") for line in section(title, read("docs/words.md")) if line.startswith("| ")]
    return [code for row in rows for code in re.findall(r"`(daybreak\.[\w.]+)`", row[3])]


def test_every_word_leads_to_its_code():
    codes = codes_of("The words")
    assert len(codes) > 25
    for code in codes:
        import_string(code)


def test_a_word_that_is_built_is_no_longer_called_missing():
    codes = codes_of("Words without code yet")
    assert codes
    for code in codes:
        with pytest.raises(ImportError):
            import_string(code)


# counting-rule.md ---------------------------------------------------------------------------------------------------


def rendered_rule():
    """Return the tables of counting-rule.md as the code gives them."""
    lines = ["| group | what it means | outcomes |", "|---|---|---|"]
    with translation.override("en"):
        for group, words, outcomes in rule_lines():
            lines.append(f"| **{group}** | {words} | {' · '.join(str(outcome.label) for outcome in outcomes)} |")
        lines += ["", "| outcome | value | counts as |", "|---|---|---|"]
        lines += [f"| {outcome.label} | `{outcome.value}` | {COUNTS[outcome]} |" for outcome in Outcome]
        for title, choices in (("Channels", Channel), ("Obstacles", Obstacle), ("Proofs", Proof)):
            lines += ["", f"**{title}**: {' · '.join(str(choice.label) for choice in choices)}."]
    return "\n".join(lines)


def test_the_counting_rule_is_the_one_in_the_code():
    assert rendered_rule() in read("docs/counting-rule.md")


# threat-model.md ----------------------------------------------------------------------------------------------------


def rendered_assets():
    """Return the rows of the registry above level 0, most dangerous first."""
    found = [
        (-line.level, model._meta.label, f"| {line.level.name} | {model._meta.label} | {', '.join(line.fields)}", line)
        for model in apps.get_models(include_auto_created=True)
        for line in lines_of(model)
        if line.level > Level.L0
    ]
    found.sort(key=lambda one: one[:3])
    return [f"{start} | {line.purpose} | {line.days} |" for _, _, start, line in found]


def test_the_threat_model_lists_every_field_above_level_0():
    rows = [line for line in read("docs/threat-model.md").splitlines() if re.match(r"\| L[1-3] \| \w+\.\w+ \|", line)]
    assert rows == rendered_assets()


def test_every_defence_names_a_test():
    rows = [line for line in section("What is defended, and by which test", read("docs/threat-model.md"))]
    rows = [row for row in rows if row.startswith("| ") and not row.startswith("| attack")]
    assert len(rows) > 12
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py:test_\w+`", row)] == []


# operating.md -------------------------------------------------------------------------------------------------------


def variables_in_code():
    found = set()
    for path in sorted((ROOT / "daybreak").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^DAYBREAK_[A-Z_]+$", node.value))
    return found


def variables_in_text():
    lines = read("docs/operating.md").splitlines()
    return {match[1]: line for line in lines if (match := re.match(r"\| `(DAYBREAK_[A-Z_]+)` \|", line))}


def test_every_variable_stands_in_operating_and_no_other():
    assert set(variables_in_text()) == variables_in_code()


def test_a_plain_default_of_a_variable_stands_beside_it():
    calls = [node for node in ast.walk(ast.parse(read("daybreak/config/settings.py"))) if isinstance(node, ast.Call)]
    plain = {
        call.args[0].value: str(call.args[1].value)
        for call in calls
        if len(call.args) == 2 and all(isinstance(argument, ast.Constant) for argument in call.args)
        if str(call.args[0].value).startswith("DAYBREAK_") and call.args[1].value
    }
    assert {"DAYBREAK_PORT", "DAYBREAK_BIND"} <= set(plain)
    assert [name for name, default in plain.items() if f"`{default}`" not in variables_in_text()[name]] == []


def test_every_command_stands_in_operating():
    text = read("docs/operating.md")
    assert [name for name in command_names() if f"`daybreak {name}" not in text] == []


def test_the_columns_of_a_list_of_missions_stand_in_operating():
    from daybreak.domain.missions.importers.reading import EXTRA, IGNORED, OPTIONAL, REQUIRED

    text = "\n".join(section("Missions", read("docs/operating.md")))
    assert [column for column in (*REQUIRED, *OPTIONAL, *IGNORED, *EXTRA) if f"`{column}`" not in text] == []


# 0002-model.md ------------------------------------------------------------------------------------------------------


def test_every_decision_on_the_model_has_its_row():
    rows = re.findall(r"^\| (\d+) \|", read("docs/decisions/0002-model.md"), flags=re.M)
    assert rows == [str(number) for number in range(1, 23)]
