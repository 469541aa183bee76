"""People's decisions: read, written, applied always and never overruled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsfacts.errors import LinkError
from newsfacts.linking.decisions import COLUMNS, Decision, append, local, read
from newsfacts.linking.identity import identity
from newsfacts.linking.linker import Linker, LinkOptions, load
from newsfacts.linking.review import ImportOptions, ReviewOptions, import_review, write_review, write_sssom
from newsfacts.model import Facts

MakeFacts = Callable[..., Facts]
Decide = Callable[..., Linker]


@pytest.fixture
def decide(tmp_path: Path) -> Decide:
    """Makes a linker on the shipped gazetteer with decisions."""

    def make(*decisions: Decision) -> Linker:
        append(tmp_path / "decisions.tsv", decisions)
        return load(LinkOptions(decisions=tmp_path / "decisions.tsv"))

    return make


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = (
        Decision("local:person/ali-muster", "accept", item="Q5", reviewer="desk", date="2026-01-02", comment="sure"),
        Decision("local:person/ali-muster", "reject", item="Q6"),
        Decision("article:art#a3", "nil"),
        Decision("local:person/a-muster", "merge", other="local:person/ali-muster"),
        Decision("article:art#a4", "split", other="local:person/ali-muster"),
    )
    append(tmp_path / "d.tsv", made)
    assert read(tmp_path / "d.tsv").rows == made


def test_the_file_is_an_sssom_table(tmp_path: Path) -> None:
    append(tmp_path / "d.tsv", [Decision("local:state/iran", "accept", item="Q794", label="Iran")])
    lines = (tmp_path / "d.tsv").read_text("utf-8").splitlines()
    assert lines[0] == "# curie_map:"
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert tuple(table[0]) == COLUMNS
    assert {"subject_id", "predicate_id", "object_id", "mapping_justification"} <= set(table[0])
    assert table[1][:5] == ["local:state/iran", "Iran", "skos:exactMatch", "", "wikidata:Q794"]


def test_a_decision_is_added_once(tmp_path: Path) -> None:
    one = Decision("local:state/iran", "accept", item="Q794")
    assert append(tmp_path / "d.tsv", [one]) == 1
    assert append(tmp_path / "d.tsv", [one]) == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("iran\tskos:exactMatch\twikidata:Q794", "no subject"),
        ("local:state/iran\tskos:broadMatch\twikidata:Q794", "predicate"),
        ("local:state/iran\tskos:exactMatch\tQ794", "no object"),
    ],
)
def test_a_wrong_line_names_its_place(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    path.write_text(f"subject_id\tpredicate_id\tobject_id\n{line}\n", "utf-8")
    with pytest.raises(LinkError, match=rf"d\.tsv:2: .*{fault}"):
        read(path)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text("name\titem\nIran\tQ794\n", "utf-8")
    with pytest.raises(LinkError, match="object_id"):
        read(tmp_path / "d.tsv")


def test_an_accepted_item_holds_against_the_gazetteer(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("local:state/iran", "accept", item="Q30", reviewer="desk"))
    actor = linker(facts(("a", "Iran", "state"))).actors[0]
    assert actor.wikidata == "Q30"
    assert actor.link is not None
    assert (actor.link.status, actor.link.method, actor.link.reviewer) == ("accepted", "decision", "desk")


def test_a_rejected_item_is_not_proposed_again(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("local:organization/spd", "reject", item="Q49768", reviewer="desk"))
    actor = linker(facts(("a", "SPD", "organization"))).actors[0]
    assert actor.wikidata is None
    assert actor.link is not None
    assert actor.link.status in ("rejected", "suggested")
    if actor.link.status == "suggested":
        assert "Q49768" not in {candidate.wikidata for candidate in actor.link.candidates}


def test_the_only_candidate_rejected_is_rejected(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("local:person/benjamin-netanjahu", "reject", item="Q43723", reviewer="desk"))
    link = linker(facts(("a", "Benjamin Netanjahu", "person"))).actors[0].link
    assert link is not None
    assert (link.status, link.method, link.reviewer) == ("rejected", "decision", "desk")


def test_nil_by_hand_is_nil(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("local:state/iran", "nil"))
    link = linker(facts(("a", "Iran", "state"))).actors[0].link
    assert link is not None
    assert (link.status, link.method) == ("nil", "decision")


def test_a_decision_about_one_article_goes_before_the_name_everywhere(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(
        Decision("article:art#a", "accept", item="Q148"), Decision("local:state/iran", "accept", item="Q30")
    )
    assert [actor.wikidata for actor in linker(facts(("a", "Iran", "state"), ("b", "Iran", "state"))).actors] == [
        "Q148",
        "Q30",
    ]


def test_a_later_decision_goes_before_an_earlier(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(
        Decision("local:state/iran", "accept", item="Q30"), Decision("local:state/iran", "accept", item="Q148")
    )
    assert linker(facts(("a", "Iran", "state"))).actors[0].wikidata == "Q148"


def test_merged_names_have_one_identity_and_one_item(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(
        Decision("local:person/k-musterfrau", "merge", other="local:person/karla-musterfrau"),
        Decision("local:person/karla-musterfrau", "accept", item="Q424242"),
    )
    made = linker(facts(("a", "K. Musterfrau", "person"), ("b", "Karla Musterfrau", "person")))
    assert [actor.wikidata for actor in made.actors] == ["Q424242", "Q424242"]


def test_merged_names_without_an_item_have_one_identity(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("local:person/k-musterfrau", "merge", other="local:person/karla-musterfrau"))
    made = linker(facts(("a", "K. Musterfrau", "person"), ("b", "Karla Musterfrau", "person")))
    assert [actor.identity for actor in made.actors] == ["local:person/karla-musterfrau"] * 2


def test_a_split_actor_is_of_its_article_alone(decide: Decide, facts: MakeFacts) -> None:
    linker = decide(Decision("article:art#a", "split", other="local:person/karla-musterfrau"))
    made = linker(facts(("a", "Karla Musterfrau", "person"), ("b", "Karla Musterfrau", "person")))
    assert [actor.identity for actor in made.actors] == ["article:art#a", None]


def test_nameless_actors_never_merge(facts: MakeFacts) -> None:
    made = facts(("a", "Insider", "group"), unnamed=frozenset({"a"}))
    assert identity(made.actors[0], made) == "article:art#a"


def test_namesakes_at_different_bodies_stay_apart(linker: Linker, facts: MakeFacts) -> None:
    actors = (("a", "Karla Musterfrau", "person"), ("r", "Iran", "state"))
    with_office = linker(facts(*actors, roles=(("a", "Sprecherin", "r"),))).actors[0]
    assert with_office.identity == f"{local('person', 'Karla Musterfrau')}@Q794"


def test_review_goes_out_and_comes_in(linker: Linker, facts: MakeFacts, tmp_path: Path) -> None:
    """A person fills in the column; the next run follows."""
    made = linker(facts(("a", "Michael Müller", "person")))
    assert write_review([made], tmp_path / "review.tsv") == 1
    lines = (tmp_path / "review.tsv").read_text("utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("local:person/"))
    lines[first] += "accept"
    (tmp_path / "review.tsv").write_text("\n".join(lines), "utf-8")
    options = ImportOptions(reviewer="desk", date="2026-02-12")
    assert import_review(tmp_path / "review.tsv", tmp_path / "decisions.tsv", options) == 1
    again = load(LinkOptions(decisions=tmp_path / "decisions.tsv"))(made)
    assert again.actors[0].wikidata == lines[first].split("\t")[4].removeprefix("wikidata:")


def test_another_item_may_be_written_in(linker: Linker, facts: MakeFacts, tmp_path: Path) -> None:
    made = linker(facts(("a", "Karla Musterfrau", "person")))
    write_review([made], tmp_path / "review.tsv", ReviewOptions(statuses=frozenset({"nil"})))
    text = (tmp_path / "review.tsv").read_text("utf-8").rstrip("\n")
    (tmp_path / "review.tsv").write_text(text + "Q424242\n", "utf-8")
    import_review(tmp_path / "review.tsv", tmp_path / "decisions.tsv", ImportOptions("desk"))
    assert [row.item for row in read(tmp_path / "decisions.tsv").rows] == ["Q424242"]


def test_two_names_become_one_by_the_subject_of_the_other(linker: Linker, facts: MakeFacts, tmp_path: Path) -> None:
    made = linker(facts(("a", "Karla Musterfrau", "person"), ("b", "Karla M. Musterfrau", "person")))
    table = tmp_path / "review.tsv"
    write_review([made], table, ReviewOptions(statuses=frozenset({"nil"})))
    lines = table.read_text("utf-8").splitlines()
    last = next(n for n, line in enumerate(lines) if "karla-m-musterfrau" in line)
    lines[last] += "local:person/karla-musterfrau"
    table.write_text("\n".join(lines), "utf-8")
    import_review(table, tmp_path / "decisions.tsv", ImportOptions("desk"))
    again = load(LinkOptions(decisions=tmp_path / "decisions.tsv"))(made)
    assert len({identity(actor, again, read(tmp_path / "decisions.tsv")) for actor in again.actors}) == 1


def test_a_word_that_is_no_decision_is_refused(linker: Linker, facts: MakeFacts, tmp_path: Path) -> None:
    made = linker(facts(("a", "Karla Musterfrau", "person")))
    write_review([made], tmp_path / "review.tsv", ReviewOptions(statuses=frozenset({"nil"})))
    text = (tmp_path / "review.tsv").read_text("utf-8").rstrip("\n")
    (tmp_path / "review.tsv").write_text(text + "maybe\n", "utf-8")
    with pytest.raises(LinkError, match="'maybe' is no decision"):
        import_review(tmp_path / "review.tsv", tmp_path / "decisions.tsv", ImportOptions("desk"))


def test_accepted_links_are_exported(linker: Linker, facts: MakeFacts, tmp_path: Path) -> None:
    made = linker(facts(("a", "Iran", "state"), ("b", "Insider", "group"), places=("Wien",)))
    assert write_sssom([made], tmp_path / "links.tsv") == 2
    assert [row.item for row in read(tmp_path / "links.tsv").rows] == ["Q1741", "Q794"]
