"""The command line: data to stdout, the rest to stderr, exit codes that mean something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsfacts import __version__, export, facts, resources
from newsfacts.cli import main
from newsfacts.errors import ExportError
from newsfacts.workspace import Workspace

ARTICLE = resources.data("articles", "2023-06-06-kachowka-staudamm.txt")


def run(*words: object, stdin: bytes | None = None) -> Result:
    """The result of a command."""
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the graph of one article."""
    root = tmp_path_factory.mktemp("cli") / "w"
    result = run("build", ARTICLE, "--workspace", root)
    assert result.exit_code == 0, result.output
    return root


def test_the_version_is_told() -> None:
    assert __version__ in run("--version").output


def test_a_build_sums_up_on_stderr_only(tmp_path: Path) -> None:
    result = run("build", ARTICLE, "--workspace", tmp_path)

    assert result.stdout == ""
    assert "1 article built" in result.stderr


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert run("build", ARTICLE, "--workspace", tmp_path, "--quiet").output == ""


def test_a_failed_article_is_named_and_gives_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00")

    result = run("build", ARTICLE, tmp_path / "bad.txt", "--workspace", tmp_path / "w")

    assert result.exit_code == 1
    assert "bad.txt: binary data" in result.stderr
    assert len(Workspace(tmp_path / "w").article_ids()) == 1


def test_articles_come_from_standard_input_too(tmp_path: Path) -> None:
    record = json.dumps({"id": "x", "text": ARTICLE.read_text("utf-8")}).encode()

    assert run("build", "-", "--workspace", tmp_path, stdin=record).exit_code == 0


def test_facts_go_to_a_file_an_article(tmp_path: Path) -> None:
    run("facts", ARTICLE, "--out", tmp_path, "--workspace", tmp_path / "none")

    (path,) = tmp_path.glob("*.json")
    assert facts.decode(path.read_bytes()).positions


def test_facts_go_to_stdout_a_line_an_article() -> None:
    lines = run("facts", ARTICLE).stdout.splitlines()

    assert [ARTICLE.stem] == [json.loads(line)["article"]["id"] for line in lines]


def test_refusals_are_listed_with_their_reason() -> None:
    lines = run("facts", ARTICLE, "--refused").stdout.splitlines()

    assert lines
    assert {6} == {len(line.split("\t")) for line in lines}


def test_refusals_do_not_go_to_files(tmp_path: Path) -> None:
    result = run("facts", ARTICLE, "--refused", "--out", tmp_path)

    assert result.exit_code == 2
    assert "--refused" in result.stderr


@pytest.mark.parametrize("form", ["table", "json", "xml", "csv", "tsv"])
def test_a_question_is_answered_in_every_format(built: Path, form: str) -> None:
    assert "Selenskyj" in run("query", "positions-over-time", "--format", form, "--workspace", built).stdout


def test_a_question_takes_values(built: Path) -> None:
    everyone = run("query", "positions-over-time", "--format", "csv", "--workspace", built).stdout
    nobody = run("query", "positions-over-time", "actor=Q1", "--format", "csv", "--workspace", built).stdout

    assert len(everyone.splitlines()) > 1 == len(nobody.splitlines())


def test_a_query_comes_as_text_as_file_and_from_standard_input(built: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?p a nf:Position }"
    (tmp_path / "count.rq").write_text(text)
    answers = {
        run("query", word, "--format", "csv", "--workspace", built, stdin=text.encode()).stdout
        for word in (text, tmp_path / "count.rq", "-")
    }

    assert len(answers) == 1


@pytest.mark.parametrize(
    "text", ["SELECT nonsense {", "no-such-question", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"]
)
def test_a_query_that_cannot_be_answered_gives_exit_code_3(built: Path, text: str) -> None:
    result = run("query", text, "--workspace", built)

    assert (3, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("newsfacts: ")


def test_a_built_graph_has_no_fault(built: Path) -> None:
    assert run("check", "--workspace", built).exit_code == 0


def test_a_damaged_facts_file_is_found_by_check(tmp_path: Path) -> None:
    run("build", ARTICLE, "--workspace", tmp_path)
    path = Workspace(tmp_path).facts_path(ARTICLE.stem)
    document = json.loads(path.read_bytes())
    document["positions"][0]["content"][0]["end"] = 10**6
    path.write_text(json.dumps(document))

    result = run("check", "--workspace", tmp_path)

    assert result.exit_code == 1
    assert "outside the text" in result.stdout


@pytest.mark.parametrize("command", [("query", "rejections"), ("check",), ("export", "turtle"), ("link",)])
def test_without_a_graph_the_way_to_one_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--workspace", tmp_path / "none")

    assert result.exit_code == 3
    assert "newsfacts build" in result.stderr


def test_an_export_that_fails_leaves_no_file(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ExportError("full")

    out = tmp_path / "x.ttl"
    wrong = run("export", "turtle", "--view", "actor-actor", "--out", out, "--workspace", built)
    monkeypatch.setattr(export, "write", fail)
    broken = run("export", "turtle", "--out", out, "--workspace", built)

    assert (wrong.exit_code, broken.exit_code) == (3, 3)
    assert "full" in wrong.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_bad_setting_stops_with_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "newsfacts.toml").write_text("job = 1")

    assert run("check", "--workspace", tmp_path).exit_code == 3


def test_writing_needs_a_token(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSFACTS_TOKEN", raising=False)

    result = run("serve", "--writable", "--workspace", built)

    assert result.exit_code == 3
    assert "NEWSFACTS_TOKEN" in result.stderr


def test_decisions_are_taken_and_applied(built: Path, tmp_path: Path) -> None:
    """A person's decision overrules the linker, and linking again applies it without extracting."""
    table = tmp_path / "review.tsv"
    run("review", "--out", table, "--status", "accepted", "--workspace", built)
    lines = table.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "Q3874799" in line)
    lines[at] = lines[at] + "nil"
    table.write_text("\n".join(lines) + "\n")

    run("review", "--in", table, "--reviewer", "ab", "--date", "2026-03-01", "--workspace", built)
    result = run("link", "--workspace", built)

    assert result.exit_code == 0, result.output
    linked = Workspace(built).facts(ARTICLE.stem)
    assert linked is not None
    assert "Q3874799" not in {actor.wikidata for actor in linked.actors}


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert json.loads(run("schema").stdout) == json.loads(resources.ontology("facts.schema.json").read_bytes())


def test_the_demo_builds_and_asks(tmp_path: Path) -> None:
    result = run("demo", "--no-serve", "--workspace", tmp_path)

    assert result.exit_code == 0, result.output
    assert 3 == result.stdout.count("newsfacts query ")
