"""The ontology's files: sound, complete, in both languages, and equal to what the code uses."""

from __future__ import annotations

import json
import re
import shutil
import typing
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import BlankNode, RdfFormat, parse
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS

from newsfacts import model, resources
from newsfacts.rdf.namespaces import EVENT_TYPE, KIND, LINK_STATUS, NF, STANCE, STATUS, prefixes
from newsfacts.rdf.ontology import PARTS, ontology_graph, ontology_quads, shapes_graph

OWN = "https://w3id.org/newsfacts/"
SCHEMES = [
    (EVENT_TYPE, NF.EventType, model.EventType),
    (STANCE, NF.Stance, model.Stance),
    (STATUS, NF.Status, model.Status),
    (LINK_STATUS, NF.LinkStatus, model.LinkStatus),
    (KIND, NF.MentionKind, model.MentionKind),
]
NEEDS_JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")


def own_terms() -> set[URIRef]:
    return {s for s in ontology_graph().subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(OWN)}


def languages(term: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted(str(o.language) for o in ontology_graph().objects(term, predicate) if isinstance(o, Literal))


def test_every_term_that_code_uses_is_declared_and_the_reverse() -> None:
    declared = {str(term).removeprefix(f"{OWN}ns#") for term in own_terms() if term.startswith(f"{OWN}ns#")}
    assert declared == {name for name in NF.__annotations__ if not name.startswith("_")}


def test_a_term_that_does_not_exist_raises() -> None:
    with pytest.raises(AttributeError):
        _ = NF.holdr


@pytest.mark.parametrize(("space", "kind", "codes"), SCHEMES)
def test_every_code_of_the_facts_format_is_a_concept_and_the_reverse(space: str, kind: URIRef, codes: object) -> None:
    concepts = {str(term).removeprefix(space) for term in ontology_graph().subjects(RDF.type, kind)}
    assert concepts == set(typing.get_args(codes))


def test_every_own_term_has_a_label_in_both_languages() -> None:
    ontologies = set(ontology_graph().subjects(RDF.type, OWL.Ontology))
    for term in own_terms() - ontologies:
        labels = languages(term, RDFS.label) + languages(term, SKOS.prefLabel)
        assert labels == ["de", "en"], term


def test_every_own_term_has_a_definition_in_both_languages() -> None:
    for term in own_terms():
        definitions = languages(term, SKOS.definition) + languages(term, DCTERMS.description)
        assert definitions == ["de", "en"], term


def test_every_property_that_is_used_is_declared() -> None:
    graph = ontology_graph()
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    language = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
    used = {p for p in graph.predicates() if not str(p).startswith(language)}
    assert used <= declared


def test_nothing_is_imported_from_the_network() -> None:
    assert not list(ontology_graph().triples((None, OWL.imports, None)))


def test_every_stance_has_a_polarity() -> None:
    polarities = {
        str(o) for s in ontology_graph().subjects(RDF.type, NF.Stance) for o in [ontology_graph().value(s, NF.polarity)]
    }
    assert polarities == {"-1", "0", "1"}


@pytest.mark.parametrize("kind", [NF.PLOVER, NF.CAMEO])
def test_counterparts_are_notations_of_the_right_form(kind: URIRef) -> None:
    form = re.compile("[A-Z]+" if kind == NF.PLOVER else r"\d{2,4}")
    notations = [
        o for o in ontology_graph().objects(None, SKOS.notation) if isinstance(o, Literal) and o.datatype == kind
    ]
    assert len(notations) > 15
    assert all(form.fullmatch(str(notation)) for notation in notations)


def test_alignments_reach_all_the_vocabularies_promised() -> None:
    text = resources.ontology("alignments.ttl").read_text(encoding="utf-8")
    for prefix in ("sem:", "prov:", "schema:", "org:", "foaf:", "nif:", "oa:", "wd:", "grasp:", "gaf:"):
        assert f" {prefix}" in text


def test_shapes_speak_only_of_terms_that_exist() -> None:
    used = {term for triple in shapes_graph() for term in triple if isinstance(term, URIRef)}
    own = {term for term in used if term.startswith(OWN) and not term.startswith(f"{OWN}shapes#")}
    assert own <= own_terms()


def test_every_class_of_facts_has_a_shape() -> None:
    targets = set(shapes_graph().objects(None, SH.targetClass))
    assert {NF.Article, NF.Mention, NF.Actor, NF.Place, NF.Role, NF.Event, NF.Position, NF.EntityLink} <= targets


def test_the_ontology_is_the_same_quads_every_time_and_has_no_blank_nodes() -> None:
    quads = ontology_quads()
    assert quads == ontology_quads()
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_prefixes_in_files_are_those_of_the_table() -> None:
    table = prefixes()
    for part in (*PARTS, ("shapes.ttl",)):
        text = resources.ontology(*part).read_text(encoding="utf-8")
        for prefix, iri in re.findall(r"@prefix (\w+): <(.*)> \.", text):
            assert table.get(prefix, iri) == iri


def test_the_json_ld_context_knows_every_own_property() -> None:
    context = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    known = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    properties = (OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {
        s for kind in properties for s in ontology_graph().subjects(RDF.type, kind) if str(s).startswith(f"{OWN}ns#")
    }
    assert {f"nf:{str(term).split('#')[1]}" for term in own} <= known


def test_the_json_ld_context_round_trips() -> None:
    context = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    turtle = """
        <http://x/p> a nf:Position ; nf:holder <http://x/a> ; nf:confidence 0.8 ; nf:polarity -1 ; nf:directQuote true ;
            nf:contentText "ein Ende"@de ; nf:evidence <http://x/m> .
        <http://x/m> nif:beginIndex 3 ; nif:anchorOf "Wörter\\n" . <http://x/a> skos:prefLabel "Iran"@de, "Iran"@en ."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes().items())
    graph = Graph().parse(data=head + turtle, format="turtle")
    document = graph.serialize(format="json-ld", context=context)
    assert '"holder"' in document
    back = Graph()
    for triple in parse(document.encode(), format=RdfFormat.JSON_LD):  # another reader than the writer's
        back.parse(data=f"{triple.triple} .", format="nt")
    assert isomorphic(back, graph)


def reason(graph: Graph, folder: Path) -> owlready2.World:
    """Runs HermiT over a graph; raises OwlReadyInconsistentOntologyError where it contradicts itself."""
    path = folder / "ontology.owl"
    graph.serialize(path, format="xml", encoding="utf-8")
    world = owlready2.World()
    with world.get_ontology(path.as_uri()).load():
        owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def copy() -> Graph:
    graph = Graph()
    for triple in ontology_graph():
        graph.add(triple)
    return graph


@NEEDS_JAVA
def test_hermit_finds_the_ontology_consistent_and_every_class_satisfiable(tmp_path: Path) -> None:
    world = reason(copy(), tmp_path)
    assert len(list(world.classes())) > 40
    assert list(world.inconsistent_classes()) == []


@NEEDS_JAVA
def test_hermit_would_find_a_class_that_cannot_be(tmp_path: Path) -> None:
    graph = copy()
    graph.add((URIRef("http://x/Both"), RDF.type, OWL.Class))
    graph.add((URIRef("http://x/Both"), RDFS.subClassOf, NF.Event))
    graph.add((URIRef("http://x/Both"), RDFS.subClassOf, NF.Actor))
    assert [c.iri for c in reason(graph, tmp_path).inconsistent_classes() if c.name != "Nothing"] == ["http://x/Both"]


@NEEDS_JAVA
def test_hermit_would_find_a_contradiction(tmp_path: Path) -> None:
    graph = copy()
    graph.add((URIRef("http://x/thing"), RDF.type, OWL.NamedIndividual))
    graph.add((URIRef("http://x/thing"), RDF.type, NF.Event))
    graph.add((URIRef("http://x/thing"), RDF.type, NF.Actor))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(graph, tmp_path)


def test_every_named_class_is_a_term_and_blank_ones_are_only_axioms() -> None:
    classes = set(ontology_graph().subjects(RDF.type, OWL.Class))
    assert not any(isinstance(one, BNode) for one in classes)
