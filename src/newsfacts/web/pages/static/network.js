"use strict";
// Draws the network from the table below it; a click on an edge brings that edge's evidence into the panel.
document.addEventListener("DOMContentLoaded", () => {
  const rows = [...document.querySelectorAll("#edges tbody tr")];
  const box = document.getElementById("network");
  if (!rows.length || typeof cytoscape !== "function") return;
  box.parentElement.classList.add("drawn");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const nodes = new Map();
  const edges = rows.map((row, number) => {
    const [source, target] = [row.cells[0], row.cells[2]].map((cell) => cell.querySelector("a"));
    nodes.set(row.dataset.source, source.textContent);
    nodes.set(row.dataset.target, target.textContent);
    return { data: { id: `e${number}`, source: row.dataset.source, target: row.dataset.target, sign: row.dataset.sign,
      kind: row.dataset.kind, weight: Number(row.dataset.number), evidence: row.querySelector("td:last-child a").href } };
  });
  const degree = {};
  for (const edge of edges) for (const end of ["source", "target"]) degree[edge.data[end]] = (degree[edge.data[end]] || 0) + 1;
  const network = cytoscape({
    container: box,
    elements: [...[...nodes].map(([id, label]) => ({ data: { id, label, size: 14 + 5 * Math.sqrt(degree[id]) } })), ...edges],
    layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: 40000, idealEdgeLength: 110, componentSpacing: 60,
      nodeDimensionsIncludeLabels: true, numIter: 2000 },
    wheelSensitivity: 0.3,
    style: [
      { selector: "node", style: { label: "data(label)", "font-size": 11, width: "data(size)", height: "data(size)", color: colour("--ink"),
        "background-color": colour("--accent"), "text-outline-color": colour("--paper"), "text-outline-width": 2, "text-valign": "bottom", "text-margin-y": 3 } },
      { selector: "edge", style: { width: "mapData(weight, 1, 10, 1.5, 8)", "curve-style": "bezier", "line-color": colour("--against"), opacity: 0.75,
        "target-arrow-color": colour("--against") } },
      { selector: "edge[sign = 'for']", style: { "line-color": colour("--for"), "target-arrow-color": colour("--for") } },
      { selector: "edge[kind = 'for'], edge[kind = 'against']", style: { "target-arrow-shape": "triangle" } },
      { selector: ":selected", style: { opacity: 1, "background-color": colour("--ink") } },
    ],
  });
  const panel = document.getElementById("edge");
  network.on("tap", "edge", async (event) => {
    const answer = await fetch(event.target.data("evidence"));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(page.getElementById("evidence"));
    panel.dataset.shown = event.target.id();
  });
  window.newsfactsNetwork = network;
});
