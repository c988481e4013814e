/* A list to search in: words, boxes, chips, sort; the address holds it all. What is listed stands in the page, or in
   files beside it (data-files), which offres.js reads as they are needed. */
(() => {
  "use strict";
  const PAGE = 30;
  const root = document.querySelector("[data-explorer]");
  if (!root) return;

  const form = root.querySelector(".facets");
  const list = root.querySelector(".list");
  const count = root.querySelector(".count");
  const chips = root.querySelector(".chips");
  const none = root.querySelector("[data-none]");
  const failed = root.querySelector("[data-failed]");
  const sort = root.querySelector("select[name=tri]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const words = form.querySelector("input[name=q]");

  const facets = [...new Set(boxes.map((box) => box.name))];
  const { one, many, files } = root.dataset;
  const number = (n) => n.toLocaleString("fr-FR");

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[’']/g, " ");

  const more = document.createElement("button");
  more.type = "button";
  more.className = "btn quiet";
  more.hidden = true;
  list.after(more);
  let shown = PAGE;

  /* A collection gives columns, one a filter: a row's values are values[code] for each code of sets[of[row]]. */
  function inThePage() {
    const items = [...list.children].map((element) => {
      const card = element.querySelector(".card");
      return {
        element, data: card.dataset,
        title: card.querySelector("h2").textContent,
        text: fold(`${card.textContent} ${card.dataset.words || ""}`),
      };
    });
    const columns = Object.fromEntries(facets.map((name) => {
      const values = boxes.filter((box) => box.name === name).map((box) => box.value);
      const sets = items.map(({ data }) => (data[name] || "").split(" ").map((v) => values.indexOf(v)).filter((v) => v >= 0));
      return [name, { values, sets, of: [...items.keys()] }];
    }));
    const orders = {
      recent: (a, b) => items[b].data.to.localeCompare(items[a].data.to),
      ancien: (a, b) => (items[a].data.from || "9").localeCompare(items[b].data.from || "9"),
      titre: (a, b) => items[a].title.localeCompare(items[b].title, "fr"),
    };
    return {
      pause: 0,
      ready: async () => {},
      column: (name) => columns[name],
      order: (name) => [...items.keys()].sort(orders[name]),
      holds: (terms) => (row) => terms.every((term) => items[row].text.includes(term)),
      elements: async (rows) => rows.map((row) => items[row].element),
    };
  }

  /* What is asked. A filter read when it is opened (data-late) is named in `late` once it is, or once it counts. */
  function asked() {
    const wanted = Object.fromEntries(facets.map((name) => [name, new Set()]));
    for (const box of boxes) if (box.checked) wanted[box.name].add(box.value);
    const late = [...form.querySelectorAll("[data-late]")]
      .filter((facet) => facet.querySelector("details[open], :checked"))
      .map((facet) => facet.querySelector("input").name);
    return { wanted, late, order: sort.value, terms: fold(words.value).split(/\s+/).filter(Boolean) };
  }

  /* Boxes of one filter widen, two filters narrow. A row that one filter alone leaves out is counted under this one:
     its other boxes tell what they would keep. */
  function sift({ wanted, order, terms }) {
    const columns = facets.map((name) => collection.column(name));
    const allowed = columns.map((column, f) => {
      const chosen = wanted[facets[f]];
      return column && chosen.size ? column.sets.map((set) => set.some((code) => chosen.has(column.values[code]))) : null;
    });
    const tallies = columns.map((column) => column && new Uint32Array(column.sets.length));
    const holds = terms.length ? collection.holds(terms) : () => true;
    const kept = [];
    for (const row of collection.order(order)) {
      if (!holds(row)) continue;
      const against = allowed.flatMap((sets, f) => (sets && !sets[columns[f].of[row]] ? [f] : []));
      if (!against.length) kept.push(row);
      if (against.length > 1) continue;
      columns.forEach((column, f) => { if (column && (!against.length || against[0] === f)) tallies[f][column.of[row]] += 1; });
    }
    const counts = new Map(facets.map((name, f) => {
      const by = columns[f] && new Map(columns[f].values.map((value) => [value, 0]));
      columns[f]?.sets.forEach((set, s) => set.forEach((code) => {
        const value = columns[f].values[code];
        by.set(value, by.get(value) + tallies[f][s]);
      }));
      return [name, by];
    }));
    return { kept, counts };
  }

  function read() {
    const query = new URLSearchParams(location.search);
    words.value = query.get("q") || "";
    for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
    const order = query.get("tri");
    sort.value = [...sort.options].some((option) => option.value === order) ? order : "recent";
  }

  /* A box or an order is a step that Back undoes; a letter typed is not. */
  function write(step) {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("q", words.value.trim());
    for (const box of boxes) if (box.checked) query.append(box.name, box.value);
    if (sort.value !== "recent") query.set("tri", sort.value);
    const search = query.toString();
    const address = (search ? `?${search}` : location.pathname) + location.hash;
    if (step && search !== location.search.slice(1)) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  let collection; // once there is something to show
  const opening = files
    ? import("./offres.js").then(({ inFiles }) => inFiles(new URL(files, document.baseURI), list, fold))
    : Promise.resolve(inThePage());

  let turn = 0; // the latest view asked for: what an older one brings is dropped
  async function show() {
    const mine = ++turn;
    const state = asked();
    drawChips();
    list.setAttribute("aria-busy", "true");
    try {
      collection = await opening;
      await collection.ready(state);
      if (mine !== turn) return;
      const { kept, counts } = sift(state);
      const elements = await collection.elements(kept.slice(0, shown));
      if (mine !== turn) return;
      paint(kept.length, elements);
      drawCounts(counts);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  function paint(total, elements) {
    for (const element of elements) element.hidden = false;
    list.replaceChildren(...elements);
    list.removeAttribute("aria-busy");
    count.textContent = `${number(total)} ${total > 1 ? many : one}`;
    none.hidden = total > 0;
    list.hidden = total === 0;
    more.hidden = total <= shown;
    more.textContent = `Afficher la suite (${Math.min(PAGE, total - shown)} sur ${number(total - shown)})`;
    if (failed) failed.hidden = true;
  }

  function drawCounts(counts) {
    for (const box of boxes) {
      const by = counts.get(box.name);
      if (!by) continue;
      const matching = by.get(box.value) ?? 0;
      const label = box.closest("label");
      label.querySelector("small").textContent = number(matching);
      label.hidden = matching === 0 && !box.checked;
    }
    /* A folded part of a filter opens when something in it is chosen, and goes when nothing in it can be. */
    for (const rest of form.querySelectorAll("details.rest")) {
      const labels = [...rest.querySelectorAll("label")];
      rest.hidden = labels.every((label) => label.hidden);
      if (labels.some((label) => label.firstElementChild.checked)) rest.open = true;
    }
  }

  function fail(error) {
    if (!failed) throw error;
    list.removeAttribute("aria-busy");
    list.hidden = more.hidden = none.hidden = true;
    count.textContent = "";
    failed.hidden = false;
  }

  /* A label that two filters share, or that says nothing alone, is told with its filter: « Contrat : alternance ». */
  const labels = new Map(boxes.map((box) => {
    const parts = [...box.parentElement.childNodes].filter((part) => part.nodeName !== "SMALL");
    return [box, parts.map((part) => part.textContent).join("").trim()];
  }));
  const shared = (label) => [...labels.values()].filter((other) => other === label).length > 1;
  function told(box) {
    const label = labels.get(box);
    if (box.value !== "non-precise" && !shared(label)) return label;
    const filter = box.closest("fieldset").querySelector("legend").textContent;
    return `${filter} : ${label[0].toLowerCase()}${label.slice(1)}`;
  }

  function drawChips() {
    const active = boxes.filter((box) => box.checked);
    const made = active.map((box) => {
      const name = told(box);
      return chip(name, `Retirer le filtre ${name}`, () => { box.checked = false; changed(); });
    });
    if (words.value.trim()) {
      made.unshift(chip(`« ${words.value.trim()} »`, "Retirer la recherche", () => { words.value = ""; changed(); }));
    }
    if (made.length > 1) {
      const all = chip("Tout effacer", "Tout effacer", () => { boxes.forEach((b) => { b.checked = false; }); words.value = ""; changed(); });
      all.firstChild.classList.add("clear");
      made.push(all);
    }
    chips.replaceChildren(...made);
    chips.hidden = made.length === 0;
  }

  function chip(text, label, remove) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      const place = [...chips.querySelectorAll("button")].indexOf(button);
      remove();
      /* The button is gone: the focus goes to the next one, else to the search field. */
      (chips.querySelectorAll("button")[place] || words).focus();
    });
    item.append(button);
    return item;
  }

  let typing;
  function changed(step = true) {
    shown = PAGE;
    write(step);
    clearTimeout(typing);
    if (step || !collection?.pause) show();
    else typing = setTimeout(show, collection.pause);
  }

  failed?.querySelector("button").addEventListener("click", () => location.reload());
  form.addEventListener("input", (event) => changed(event.target !== words));
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("toggle", async ({ target }) => {
    if (!target.open || !target.closest("[data-late]")) return;
    await show();
    target.scrollIntoView({ block: "nearest" });
  }, true);
  sort.addEventListener("change", () => changed());
  addEventListener("popstate", () => { read(); show(); });
  more.addEventListener("click", async () => {
    const first = shown;
    shown += PAGE;
    await show();
    list.children[first]?.querySelector("a").focus();
  });

  read();
  show();
})();
