"use strict";
const LONGEST = 34; // characters of a name in the drawing
const LARGEST = 2; // how much larger than the drawing itself names and dots become where it is zoomed out
// Draws the network from the table below it: a click on an edge brings that edge's evidence into the panel, a click on
// a name opens the actor's page. Without this script the table says the same.
document.addEventListener("DOMContentLoaded", () => {
  const rows = [...document.querySelectorAll("#edges tbody tr")];
  const box = document.getElementById("network");
  if (!rows.length || typeof cytoscape !== "function") return;
  box.parentElement.classList.add("drawn");
  const nodes = new Map();
  const edges = rows.map((row, number) => {
    const ends = [row.cells[0], row.cells[2]].map((cell) => cell.querySelector("a"));
    [row.dataset.source, row.dataset.target].forEach((id, end) => nodes.set(id, ends[end]));
    return { data: { id: `e${number}`, source: row.dataset.source, target: row.dataset.target, sign: row.dataset.sign,
      kind: row.dataset.kind, weight: Number(row.dataset.number), evidence: row.querySelector("a.evidence").href } };
  });
  const degree = {};
  for (const { data } of edges) for (const end of [data.source, data.target]) degree[end] = (degree[end] || 0) + 1;
  const drawn = [...nodes].map(([id, link]) => ({
    data: { id, label: shortened(link.textContent), page: link.href, size: 10 + 5 * Math.sqrt(degree[id]) } }));
  const network = cytoscape({ container: box, elements: [...drawn, ...edges], style: looks(1), maxZoom: 4, wheelSensitivity: 0.3,
    layout: { name: "preset", positions: newsfactsLayout([...nodes.keys()], edges.map(({ data }) => [data.source, data.target])) } });
  // Names, dots and lines keep their size on the screen however far the whole is zoomed out.
  const resize = () => network.style(looks(Math.min(Math.max(1, 1 / network.zoom()), LARGEST)));
  network.on("zoom", resize);
  network.fit(undefined, 40);
  resize();
  const panel = document.getElementById("edge");
  network.on("tap", "edge", async (event) => {
    const answer = await fetch(event.target.data("evidence"), { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(page.getElementById("evidence"));
    panel.dataset.shown = event.target.id();
    if (!box.parentElement.classList.contains("chosen")) { // the panel takes room from the drawing, once
      box.parentElement.classList.add("chosen");
      network.resize();
      network.fit(undefined, 40);
    }
  });
  network.on("tap", "node", (event) => location.assign(event.target.data("page")));
  network.on("mouseover", "node, edge", () => { box.style.cursor = "pointer"; });
  network.on("mouseout", "node, edge", () => { box.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", resize);
  window.newsfactsNetwork = network;

  function shortened(name) {
    return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  }

  function looks(scale) {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    return [
      { selector: "node", style: { label: "data(label)", "font-size": 12 * scale, width: (node) => node.data("size") * scale,
        height: (node) => node.data("size") * scale, color: colour("--ink"), "background-color": colour("--accent"),
        "text-outline-color": colour("--paper"), "text-outline-width": 2 * scale, "text-valign": "bottom", "text-margin-y": 3 * scale,
        "text-max-width": 130 * scale, "text-wrap": "wrap" } },
      { selector: "edge", style: { width: (edge) => (1 + Math.min(edge.data("weight"), 8) * 0.6) * scale, "curve-style": "bezier",
        "line-color": colour("--against"), "line-style": "dashed", opacity: 0.75, "target-arrow-color": colour("--against"), "arrow-scale": 1 } },
      { selector: "edge[sign = 'for']", style: { "line-color": colour("--for"), "line-style": "solid", "target-arrow-color": colour("--for") } },
      { selector: "edge[kind = 'for'], edge[kind = 'against']", style: { "target-arrow-shape": "triangle" } },
      { selector: ":selected", style: { opacity: 1, "background-color": colour("--ink") } },
    ];
  }
});
