"use strict";
// The query editor over this server's endpoint, with the graph's prefixes and the example questions.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("yasgui");
  const prefixes = JSON.parse(box.dataset.prefixes);
  const Editor = typeof Yasgui === "function" ? Yasgui : Yasgui.default || Yasgui.Yasgui;
  const asked = new URLSearchParams(location.hash.slice(1)).get("query");
  const head = ["nf", "skos"].map((name) => `PREFIX ${name}: <${prefixes[name]}>`).join("\n");
  const yasgui = new Editor(box, {
    requestConfig: { endpoint: box.dataset.endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    persistencyExpire: 0,
    yasqe: { value: `${head}\n\nSELECT * WHERE { ?position a nf:Position ; nf:holder/skos:prefLabel ?holder ; nf:contentText ?words } LIMIT 20` },
    yasr: { prefixes },
  });
  const show = (text) => yasgui.getTab().setQuery(text);
  if (asked) show(asked);
  document.getElementById("example").addEventListener("change", (event) => {
    if (event.target.value) show(event.target.value);
  });
  window.newsfactsYasgui = yasgui;
});
