/* A list to search in: words, boxes, chips, sort; the address holds it all, and nothing is asked of the network. */
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
  const sort = root.querySelector("select[name=tri]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const words = form.querySelector("input[name=q]");

  const facets = [...new Set(boxes.map((box) => box.name))];
  const { one, many } = root.dataset;

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[’']/g, " ");

  const items = [...list.children].map((element) => {
    const card = element.querySelector(".card");
    const { from, to, pay } = card.dataset;
    const values = Object.fromEntries(facets.map((name) => [name, (card.dataset[name] || "").split(" ")]));
    return {
      element, from, to, values,
      pay: Number(pay || 0),
      title: card.querySelector("h2").textContent,
      text: fold(`${card.textContent} ${card.dataset.words || ""}`),
    };
  });

  const more = document.createElement("button");
  more.type = "button";
  more.className = "btn quiet";
  list.after(more);
  let shown = PAGE;

  const chosen = () =>
    Object.fromEntries(facets.map((name) => [name, boxes.filter((b) => b.name === name && b.checked).map((b) => b.value)]));

  const orders = {
    recent: (a, b) => b.to.localeCompare(a.to),
    ancien: (a, b) => (a.from || "9").localeCompare(b.from || "9"),
    salaire: (a, b) => b.pay - a.pay,
    titre: (a, b) => a.title.localeCompare(b.title, "fr"),
  };

  /* Boxes of one filter widen, two filters narrow. `except` leaves a filter out, to count what its boxes would keep. */
  function keeps(item, state, except) {
    return (
      state.terms.every((term) => item.text.includes(term)) &&
      facets.every((n) => n === except || !state.facets[n].length || item.values[n].some((v) => state.facets[n].includes(v)))
    );
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

  function show() {
    const state = { facets: chosen(), terms: fold(words.value).split(/\s+/).filter(Boolean) };
    const kept = items.filter((item) => keeps(item, state)).sort(orders[sort.value]);
    const hidden = new Set(items);
    kept.slice(0, shown).forEach((item) => { hidden.delete(item); item.element.hidden = false; list.append(item.element); });
    hidden.forEach((item) => { item.element.hidden = true; });
    count.textContent = `${kept.length} ${kept.length > 1 ? many : one}`;
    none.hidden = kept.length > 0;
    list.hidden = kept.length === 0;
    more.hidden = kept.length <= shown;
    more.textContent = `Afficher la suite (${Math.min(PAGE, kept.length - shown)} sur ${kept.length - shown})`;
    for (const box of boxes) {
      const matching = items.filter((item) => item.values[box.name].includes(box.value) && keeps(item, state, box.name)).length;
      const label = box.closest("label");
      label.querySelector("small").textContent = matching;
      label.hidden = matching === 0 && !box.checked;
    }
    /* A folded part of a filter opens when something in it is chosen, and goes when nothing in it can be. */
    for (const rest of form.querySelectorAll("details.rest")) {
      const labels = [...rest.querySelectorAll("label")];
      rest.hidden = labels.every((label) => label.hidden);
      if (labels.some((label) => label.firstElementChild.checked)) rest.open = true;
    }
    drawChips();
  }

  function drawChips() {
    const active = boxes.filter((box) => box.checked);
    const made = active.map((box) => {
      const name = box.closest("label").firstElementChild.nextSibling.textContent.trim();
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

  function changed(step = true) { shown = PAGE; write(step); show(); }

  form.addEventListener("input", (event) => changed(event.target !== words));
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  sort.addEventListener("change", () => changed());
  addEventListener("popstate", () => { read(); show(); });
  more.addEventListener("click", () => {
    const first = shown;
    shown += PAGE;
    show();
    list.querySelectorAll(":scope > li:not([hidden])")[first]?.querySelector("a").focus();
  });

  read();
  show();
})();
