"""An installed pipeline that speaks TIGER, played by a stub that knows two sentences by heart."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.analysis import pipelines
from newsfacts.errors import ConfigError
from newsfacts.model import Article

# word: tag, part of speech, features, head, label
NOMINATIVE, ACCUSATIVE = (f"Case={case}|Number=Sing|Gender=Masc" for case in ("Nom", "Acc"))
THIRD = "Number=Sing|Person=3|Tense=Pres"
KNOWN = {
    "Der Minister hat in Bonn den Plan gelobt .": (
        ("ART", "DET", NOMINATIVE, 1, "nk"), ("NN", "NOUN", NOMINATIVE, 2, "sb"), ("VAFIN", "AUX", THIRD, 2, "ROOT"),
        ("APPR", "ADP", "", 7, "mo"), ("NE", "PROPN", "Case=Dat", 3, "nk"), ("ART", "DET", ACCUSATIVE, 6, "nk"),
        ("NN", "NOUN", ACCUSATIVE, 7, "oa"), ("VVPP", "VERB", "", 2, "oc"), ("$.", "PUNCT", "", 2, "punct"),
    ),
    "Er lehnt ab .": (
        ("PPER", "PRON", "Case=Nom|Number=Sing|Person=3", 1, "sb"), ("VVFIN", "VERB", THIRD, 1, "ROOT"),
        ("PTKVZ", "ADP", "", 1, "svp"), ("$.", "PUNCT", "", 1, "punct"),
    ),
}  # fmt: skip


@Language.component("newsfacts_stub")
def stub(doc: Doc) -> Doc:
    rows = KNOWN[" ".join(token.text for token in doc)]
    for token, (tag, pos, features, head, label) in zip(doc, rows, strict=True):
        token.tag_, token.pos_, token.head, token.dep_ = tag, pos, doc[head], label
        token.set_morph(features)
    return doc


@pytest.fixture
def model(tmp_path: Path) -> str:
    nlp = spacy.blank("de")
    nlp.add_pipe("newsfacts_stub")
    nlp.to_disk(tmp_path / "stub")
    return str(tmp_path / "stub")


def test_labels_become_universal_dependencies(model: str) -> None:
    tokens = pipelines.load(model)(Article(id="a", text="Der Minister hat in Bonn den Plan gelobt.")).tokens
    assert [(token.relation, token.head) for token in tokens] == [
        ("det", 1), ("nsubj", 7), ("aux", 7), ("case", 4), ("obl", 7), ("det", 6), ("obj", 7), ("ROOT", -1),
        ("punct", 7),
    ]  # fmt: skip


def test_the_clauses_are_those_of_the_embedded_model(model: str) -> None:
    analysis = pipelines.load(model)(Article(id="a", text="Der Minister hat in Bonn den Plan gelobt. Er lehnt ab."))
    assert [(clause.lemma, clause.tense) for clause in analysis.clauses] == [("loben", "Perf"), ("ablehnen", "Pres")]
    assert analysis.clauses[0].subject is not None


def test_an_unknown_pipeline_is_a_fault_of_the_settings() -> None:
    with pytest.raises(ConfigError, match="no spaCy pipeline"):
        pipelines.load("no_such_model")


def test_the_analyser_needs_a_name() -> None:
    with pytest.raises(ConfigError, match="needs a model"):
        pipelines.load()
