"""What the documentation says is what the code does: commands run, and settings, commands and formats are all named."""

from __future__ import annotations

import dataclasses
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsfacts import config, export, resources
from newsfacts.cli import main
from newsfacts.library import Actor, Event, Position
from newsfacts.rdf import queries
from newsfacts.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}


def commands(text: str) -> list[list[str]]:
    """The `newsfacts` commands of a page's shell blocks, comments left out."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("newsfacts ")]


def test_every_command_of_the_tools_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "articles").symlink_to(resources.data("articles"))

    for command in commands(DOCS["tools.md"]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, (command, result.output)


def test_the_python_page_runs(examples: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its blocks one after the other, in a folder with a workspace of the name that they open."""
    shutil.copytree(examples.root, tmp_path / "newsfacts-workspace")
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", DOCS["python.md"], re.DOTALL):
        exec(block, known)

    assert known["rows"]


@pytest.mark.parametrize("record", [Actor, Position, Event])
def test_every_field_of_a_record_is_in_the_python_page(record: type) -> None:
    (line,) = [line for line in DOCS["python.md"].splitlines() if line.startswith(f"| `{record.__name__}` |")]

    assert [field.name for field in dataclasses.fields(record)] == re.findall(r"`(\w+)`", line)[1:]


@pytest.mark.parametrize(
    "command", commands(README) + [c for text in DOCS.values() for c in commands(text)], ids=shlex.join
)
def test_every_command_of_the_documentation_exists_with_its_options(command: list[str]) -> None:
    name, options = command[0], [word for word in command if word.startswith("--")]
    found = main.commands[name]
    known = {flag for parameter in found.params for flag in parameter.opts}

    assert set(options) <= known | {"--help"}


def test_every_command_is_in_the_readme() -> None:
    assert [] == [name for name in main.commands if f"newsfacts {name}" not in README]


@pytest.mark.parametrize(("name", "default", "variable"), config.documented())
def test_every_setting_is_in_the_documentation(name: str, default: str, variable: str) -> None:
    assert f"| `{name}` | `{default}` | `{variable}` |" in DOCS["settings.md"]


def test_every_export_format_is_in_the_readme() -> None:
    assert [] == [name for name in export.formats() if f"`{name}`" not in README]


def test_the_readme_counts_the_questions_right() -> None:
    assert f"{len(queries.queries())} questions" in README
