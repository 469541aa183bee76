"""Every format of nodes and edges is read back by a reader that is not ours."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import igraph
import networkx as nx
import pydot
import pytest
import real_ladybug as ladybug
from lxml import etree
from ndex2.cx2 import RawCX2NetworkFactory
from pyarrow import parquet
from pyoxigraph import Store

from newsfacts import resources
from newsfacts.export import VIEWS, project

Written = Callable[..., bytes]
VIEW_NAMES = list(VIEWS)
CHECKOUT = Path(__file__).parents[3]
SCHEMA = CHECKOUT.parent / "shared/bench/gexf/specs/1.3/gexf.xsd"
CYTOSCAPE = CHECKOUT / "src/newsfacts/web/pages/static/vendor/cytoscape.min.js"


def sizes(store: Store, view: str) -> tuple[int, int]:
    graph = project(store, view)
    return len(list(graph.nodes())), len(list(graph.edges()))


def in_xml(text: str) -> str:
    return text.replace("\x01", "\ufffd").replace("\ufffe", "\ufffd")


# ---- GEXF


@pytest.fixture(scope="session")
def gexf_schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        pytest.skip("the GEXF schemas are not beside the checkout")
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_gexf_is_valid(store: Store, written: Written, gexf_schema: etree.XMLSchema, view: str) -> None:
    gexf_schema.assertValid(etree.fromstring(written(store, "gexf", view)))


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_gexf_of_hard_words_is_valid(nasty: Store, written: Written, gexf_schema: etree.XMLSchema, view: str) -> None:
    gexf_schema.assertValid(etree.fromstring(written(nasty, "gexf", view)))


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_networkx_reads_gexf(store: Store, written: Written, view: str) -> None:
    graph = nx.read_gexf(BytesIO(_simpler(written(store, "gexf", view))), version="1.3")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == sizes(store, view)


def _simpler(document: bytes) -> bytes:
    """NetworkX knows neither lists nor graphs with directed and undirected edges; Gephi does."""
    return document.replace(b'type="liststring"', b'type="string"').replace(b'type="undirected"', b'type="directed"')


def test_gexf_is_dynamic_with_closed_intervals(store: Store, written: Written) -> None:
    root = etree.fromstring(written(store, "gexf", "actor-actor"))
    space = {"g": "http://gexf.net/1.3"}
    (graph,) = root.findall("g:graph", space)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = root.findall(".//g:edge", space)
    assert {(edge.get("start"), edge.get("end")) for edge in edges} >= {("2026-02-11", "2026-02-13")}


def test_in_gexf_what_has_no_date_has_no_interval(nasty: Store, written: Written) -> None:
    root = etree.fromstring(written(nasty, "gexf", "actor-actor"))
    assert not root.xpath("//@start | //@end")


def test_in_gexf_ties_are_undirected(store: Store, written: Written) -> None:
    root = etree.fromstring(written(store, "gexf", "actor-actor"))
    types = {edge.get("label"): edge.get("type") for edge in root.iter("{http://gexf.net/1.3}edge")}
    assert (types["conflict"], types["demands"]) == ("undirected", "directed")


def test_hard_words_survive_gexf(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    root = etree.fromstring(written(nasty, "gexf", "actor-actor"))
    space = "{http://gexf.net/1.3}"
    assert hard_name in {node.get("label") for node in root.iter(f"{space}node")}
    values = {value.get("value") for value in root.iter(f"{space}attvalue")}
    assert in_xml(hard_words) in values
    assert any(hard_name in json.loads(value) for value in values if value.startswith('["'))


# ---- GraphML


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_networkx_reads_graphml(store: Store, written: Written, view: str) -> None:
    graph = nx.read_graphml(BytesIO(written(store, "graphml", view)), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == sizes(store, view)


def test_igraph_reads_graphml(store: Store, written: Written, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(written(store, "graphml", "actor-actor"))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert (graph.vcount(), graph.ecount()) == sizes(store, "actor-actor")
    assert "Donald Trump" in graph.vs["label"]
    assert set(graph.es["weight"]) == {1.0, 2.0}


def test_hard_words_survive_graphml(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    graph = nx.read_graphml(BytesIO(written(nasty, "graphml", "actor-actor")), force_multigraph=True)
    assert hard_name in {data["label"] for _, data in graph.nodes(data=True)}
    assert in_xml(hard_words) in {data.get("text") for *_, data in graph.edges(data=True)}


# ---- JSON


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_networkx_reads_node_link(store: Store, written: Written, view: str) -> None:
    graph = nx.node_link_graph(json.loads(written(store, "node-link", view)), edges="links")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == sizes(store, view)


def test_hard_words_survive_node_link(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    graph = nx.node_link_graph(json.loads(written(nasty, "node-link", "actor-actor")), edges="links")
    labels = {data["label"]: data["names"] for _, data in graph.nodes(data=True)}
    assert hard_name in labels[hard_name]
    assert hard_words in {data.get("text") for *_, data in graph.edges(data=True)}


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_networkx_reads_cyjs(store: Store, written: Written, view: str) -> None:
    graph = nx.cytoscape_graph(json.loads(written(store, "cyjs", view)))
    assert graph.number_of_nodes() == sizes(store, view)[0]


@pytest.mark.skipif(shutil.which("node") is None or not CYTOSCAPE.exists(), reason="needs node and cytoscape.js")
def test_cytoscape_js_reads_cyjs(store: Store, written: Written, tmp_path: Path) -> None:
    document = tmp_path / "graph.json"
    document.write_bytes(written(store, "cyjs", "actor-actor"))
    script = f"""const cytoscape = require({json.dumps(str(CYTOSCAPE))});
        const read = JSON.parse(require("fs").readFileSync({json.dumps(str(document))}));
        const cy = cytoscape({{ headless: true, elements: read.elements }});
        console.log(cy.nodes().length, cy.edges().length, cy.edges('[interaction = "conflict"]').length);"""
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.split() == [*map(str, sizes(store, "actor-actor")), "1"]


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_ndex_reads_cx2(store: Store, written: Written, view: str) -> None:
    network = RawCX2NetworkFactory().get_cx2network(json.loads(written(store, "cx2", view)))
    assert (len(network.get_nodes()), len(network.get_edges())) == sizes(store, view)


def test_hard_words_and_lists_survive_cx2(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    network = RawCX2NetworkFactory().get_cx2network(json.loads(written(nasty, "cx2", "actor-actor")))
    named = {node["v"]["name"]: node["v"] for node in network.get_nodes().values()}
    assert hard_name in named[hard_name]["names"]
    assert hard_words in {edge["v"].get("text") for edge in network.get_edges().values()}
    assert network.get_attribute_declarations()["nodes"]["names"] == {"d": "list_of_string"}


# ---- Neo4j


@pytest.fixture
def database(tmp_path: Path) -> ladybug.Connection:
    return ladybug.Connection(ladybug.Database(str(tmp_path / "graph.lbug")))


TYPES = {"string": "STRING", "string[]": "STRING[]", "long": "INT64", "double": "DOUBLE", "date": "DATE"}


def columns(path: Path) -> str:
    """The table's columns as the file's header gives them."""
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    typed = [name.partition(":")[::2] for name in header]
    return ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in typed if kind in TYPES)


@pytest.mark.parametrize("which", ["store", "nasty"])
def test_ladybug_copies_the_files_for_neo4j(
    which: str, written: Written, database: ladybug.Connection, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    source = request.getfixturevalue(which)
    ZipFile(BytesIO(written(source, "neo4j", "actor-actor"))).extractall(tmp_path)
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    own = "iri STRING PRIMARY KEY, " + columns(nodes).replace("`string[]`", "STRING")
    database.execute(f"CREATE NODE TABLE Node({own.replace('STRING[]', 'STRING')}, kind STRING)")
    database.execute(f"CREATE REL TABLE Edge(FROM Node TO Node, type STRING, {columns(edges)})")
    options = "(header=true, parallel=false)"
    database.execute(f'COPY Node FROM "{nodes}" {options}')
    database.execute(f'COPY Edge FROM "{edges}" {options}')
    counted = [
        database.execute(q).get_next()[0] for q in ("MATCH (n) RETURN count(*)", "MATCH ()-[r]->() RETURN count(*)")
    ]
    assert tuple(counted) == sizes(source, "actor-actor")


def test_hard_words_survive_the_files_for_neo4j(
    nasty: Store, written: Written, hard_name: str, hard_words: str
) -> None:
    archive = ZipFile(BytesIO(written(nasty, "neo4j", "actor-actor")))
    nodes = list(csv.DictReader(TextIOWrapper(archive.open("nodes.csv"), "utf-8", newline="")))
    edges = list(csv.DictReader(TextIOWrapper(archive.open("edges.csv"), "utf-8", newline="")))
    assert hard_name in {row["label:string"] for row in nodes}
    assert {row[":LABEL"] for row in nodes} == {"Organization", "Person"}
    assert hard_words in {row["text:string"] for row in edges}


def test_cypher_is_read_by_ladybug(
    nasty: Store, written: Written, database: ladybug.Connection, hard_name: str
) -> None:
    """Ladybug has no labels by SET, so its rows are returned instead of merged: the literals are what is tested."""
    found = set()
    for statement in written(nasty, "cypher", "actor-actor").decode().splitlines()[1:3]:
        rows = statement.partition(" MERGE ")[0]
        result = database.execute(f"{rows} RETURN row.values.label")
        while result.has_next():
            found.add(result.get_next()[0])
    assert found == {hard_name, "Zweiter"}


def test_cypher_can_be_run_again(store: Store, written: Written) -> None:
    lines = written(store, "cypher", "actor-actor").decode().splitlines()
    assert "IF NOT EXISTS" in lines[0]
    assert all(re.search(r" MERGE (\(n:Newsfacts \{iri|\(a\)-\[r:`\w+` \{id)", line) for line in lines[1:])
    assert all(line.endswith(";") for line in lines)


# ---- DOT


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
@pytest.mark.parametrize("which", ["store", "nasty"])
def test_graphviz_reads_dot(which: str, written: Written, request: pytest.FixtureRequest) -> None:
    source = request.getfixturevalue(which)
    document = written(source, "dot", "actor-actor")
    ran = subprocess.run(["dot", "-Tjson"], input=document, capture_output=True, check=True, timeout=60)
    read = json.loads(ran.stdout)
    assert (len(read["objects"]), len(read["edges"])) == sizes(source, "actor-actor")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot's parser is called by its old names
@pytest.mark.parametrize("which", ["store", "nasty"])
def test_networkx_reads_dot(which: str, written: Written, request: pytest.FixtureRequest) -> None:
    source = request.getfixturevalue(which)
    (drawn,) = pydot.graph_from_dot_data(written(source, "dot", "actor-actor").decode())
    read = nx.nx_pydot.from_pydot(drawn)
    assert (len(read), read.number_of_edges()) == sizes(source, "actor-actor")


def test_dot_quotes_what_would_end_a_string(nasty: Store, written: Written) -> None:
    text = written(nasty, "dot", "actor-actor").decode()
    assert r'label="Ärger & Söhne \"GmbH\" <b>; a|b, `x` \\n 🙂"' in text


# ---- tables


def test_tables_are_read_as_csv(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    archive = ZipFile(BytesIO(written(nasty, "csv", "actor-actor")))
    nodes = list(csv.DictReader(StringIO(archive.read("nodes.csv").decode(), newline="")))
    edges = list(csv.DictReader(StringIO(archive.read("edges.csv").decode(), newline="")))
    assert hard_name in {row["label"] for row in nodes}
    assert hard_words in {row["text"] for row in edges}
    assert {row["begin"] for row in edges} == {""}


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_pyarrow_reads_parquet(store: Store, written: Written, view: str) -> None:
    archive = ZipFile(BytesIO(written(store, "parquet", view)))
    tables = [parquet.read_table(BytesIO(archive.read(f"{name}.parquet"))) for name in ("nodes", "edges")]
    assert tuple(table.num_rows for table in tables) == sizes(store, view)


def test_hard_words_and_lists_survive_parquet(nasty: Store, written: Written, hard_name: str, hard_words: str) -> None:
    archive = ZipFile(BytesIO(written(nasty, "parquet", "actor-actor")))
    nodes = parquet.read_table(BytesIO(archive.read("nodes.parquet"))).to_pylist()
    edges = parquet.read_table(BytesIO(archive.read("edges.parquet"))).to_pylist()
    assert hard_name in next(row["names"] for row in nodes if row["label"] == hard_name)
    assert (hard_words, None) in {(row["text"], row["begin"]) for row in edges}


def test_the_queries_of_exports_say_what_they_are_for() -> None:
    for path in resources.data("queries", "export").glob("*.rq"):
        assert path.read_text(encoding="utf-8").startswith("# ")
