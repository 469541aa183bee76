"use strict";
// The query editor over this server's endpoint, with the graph's prefixes and the example questions. The editor's own
// completions ask other machines for prefixes, classes and properties: prefixes come from here instead, the rest is off.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("yasgui");
  const prefixes = JSON.parse(box.dataset.prefixes);
  const Editor = typeof Yasgui === "function" ? Yasgui : Yasgui.default || Yasgui.Yasgui;
  const asked = new URLSearchParams(location.hash.slice(1)).get("query");
  const head = Object.entries(prefixes).map(([name, space]) => `PREFIX ${name}: <${space}>`);
  const first = "SELECT ?holder ?stance ?words WHERE {\n  ?position a nf:Position ; nf:holder/skos:prefLabel ?holder ;\n    nf:stance ?stance ; nf:contentText ?words .\n} LIMIT 20";
  const used = (text) => head.filter((line) => text.includes(`${line.split(" ")[1]}`)).join("\n");
  const local = Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`).sort();
  Editor.Yasqe.defaults.autocompleters = [];
  const known = Editor.Yasqe.autocompleters || {};
  if (known.prefixes) {
    Editor.Yasqe.registerAutocompleter({ ...known.prefixes, name: "local-prefixes", persistenceId: null, get: async () => local });
  }
  const yasgui = new Editor(box, {
    requestConfig: { endpoint: box.dataset.endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    persistencyExpire: 0,
    yasqe: { value: `${used(first)}\n\n${first}`, autocompleters: known.prefixes ? ["local-prefixes"] : [] },
    yasr: { prefixes },
  });
  const show = (text) => yasgui.getTab().setQuery(text);
  if (asked) show(asked);
  document.getElementById("example").addEventListener("change", (event) => {
    if (event.target.value) show(event.target.value);
  });
  window.newsfactsYasgui = yasgui;
});
