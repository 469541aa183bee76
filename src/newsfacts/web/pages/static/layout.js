"use strict";
// Where the actors of the network stand: in each connected part their distances on the paper come as near as can be to
// the number of edges between them, longer among the busy ones (stress majorisation, Gansner, Koren, North 2004); the parts are put side by side.
// The same edges always give the same picture.
function newsfactsLayout(ids, pairs) {
  const STEP = 130, WIDER = 1.45, ROUNDS = 150, ROOM = 240, HIGH = 90;
  const near = new Map(ids.map((id) => [id, new Set()]));
  for (const [one, other] of pairs) if (one !== other) { near.get(one).add(other); near.get(other).add(one); }

  function hops(start) {
    const found = new Map([[start, 0]]);
    for (const id of found.keys()) for (const next of near.get(id)) if (!found.has(next)) found.set(next, found.get(id) + 1);
    return found;
  }

  function place(part) {
    const far = part.map(hops);
    const turn = (2 * Math.PI) / part.length;
    const radius = STEP * Math.sqrt(part.length) * 0.6;
    const at = part.map((_, n) => [radius * Math.cos(n * turn), radius * Math.sin(n * turn)]);
    for (let round = 0; round < ROUNDS; round++) {
      part.forEach((_, n) => {
        let [x, y, weights] = [0, 0, 0];
        part.forEach((other, m) => {
          if (m === n) return;
          const busy = Math.sqrt(near.get(part[n]).size) + Math.sqrt(near.get(other).size);
          const wanted = far[n].get(other) * STEP * (0.2 + 0.3 * busy), weight = 1 / wanted ** 2;
          const [dx, dy] = [at[n][0] - at[m][0], at[n][1] - at[m][1]];
          const stretch = wanted / Math.max(Math.hypot(dx, dy), 1e-3);
          x += weight * (at[m][0] + dx * stretch);
          y += weight * (at[m][1] + dy * stretch);
          weights += weight;
        });
        if (weights) at[n] = [x / weights, y / weights];
      });
    }
    const [left, top] = [0, 1].map((axis) => Math.min(...at.map((point) => point[axis])));
    const points = at.map(([x, y]) => [(x - left) * WIDER, y - top]);
    const [width, height] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])));
    return { part, points, width: width + ROOM, height: height + HIGH };
  }

  const parts = [], seen = new Set();
  for (const id of ids) if (!seen.has(id)) { const part = [...hops(id).keys()]; part.forEach((one) => seen.add(one)); parts.push(part); }
  const placed = parts.map(place).sort((one, other) => other.height - one.height);
  const width = Math.max(placed[0].width * 1.5, Math.sqrt(placed.reduce((sum, one) => sum + one.width * one.height, 0) * 2));
  const result = {};
  let [x, y, row] = [0, 0, 0];
  const columns = []; // the free space beside the highest of a row is filled downwards
  for (const { part, points, width: wide, height: high } of placed) {
    let space = columns.find((column) => column.wide >= wide && column.end - column.y >= high);
    if (!space) {
      if (x && x + wide > width) { [x, y] = [0, y + row]; columns.length = 0; row = 0; }
      row = Math.max(row, high);
      space = { x, y, wide, end: y + row };
      columns.push(space);
      x += wide;
    }
    part.forEach((id, n) => { result[id] = { x: space.x + points[n][0], y: space.y + points[n][1] }; });
    space.y += high;
  }
  return result;
}
