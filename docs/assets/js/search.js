// The search dialog: Pagefind finds, this shows. Opened by the header's button, by « / » or « s », by a
// form.search of the page, or by ?q= in the address.
(() => {
  const dialog = document.getElementById("recherche");
  if (!dialog?.showModal) return;

  const PAGE = 8; // results shown at a time
  const PAUSE = 120; // ms without a key before searching
  const field = dialog.querySelector("input");
  const body = dialog.querySelector(".search-body");
  const status = dialog.querySelector(".search-status");
  const kinds = dialog.querySelector(".search-kinds");
  const list = dialog.querySelector(".search-results");
  const more = dialog.querySelector("[data-search-more]");
  const retry = dialog.querySelector("[data-search-retry]");
  const index = new URL(dialog.dataset.index, document.baseURI);

  // Pagefind and the kind of each page, loaded at the first need. A browser remembers that a module failed: each
  // try has its own address.
  let engine;
  let tries = 0;
  const kindOf = new Map();
  const loadKinds = async () => {
    const answer = await fetch(new URL("kinds.json", index), { cache: "no-cache" });
    for (const [name, ids] of Object.entries(await answer.json())) {
      for (const id of ids.split(" ")) kindOf.set(id, name);
    }
  };
  const load = () => {
    engine ??= Promise.all([import(tries ? `${index}?essai=${tries}` : index), loadKinds()])
      .then(async ([pagefind]) => {
        // What people type for a question (its "words") leads there first; an accent is no reason to come after.
        await pagefind.options({ ranking: { diacriticSimilarity: 0, metaWeights: { words: 8 } } });
        return pagefind;
      })
      .catch((error) => { engine = undefined; tries += 1; throw error; });
    return engine;
  };

  // The index parts elided articles from their words (generator/search.py): so do we with what is typed…
  const ARTICLE = "(?<![\\p{L}\\d'’])((?:[cdjlmnst]|(?:jus|lors|puis|quoi|quel)?qu)['’])";
  const elision = new RegExp(ARTICLE, "giu");
  const parted = new RegExp(`${ARTICLE} `, "giu");
  // Words that say nothing of a page are left out of the question, unless it is quoted or made of nothing else.
  const EMPTY = new Set(("a à ai as au aux avec ce ces comment combien dans de des dois doit du elle en es est et faut "
    + "il ils je la le les leur leurs ma mes mon nos notre nous on ou où par peut peux pour pourquoi quand que quel "
    + "quelle quelles quels qui quoi sa se ses son suis sur t-il t-elle un une vais vaut veut veux vos votre vous y")
    .split(" "));
  // What people shorten, and the ages they write in figures where titles write them in words.
  const LONG = { cm: "community manager", cms: "community managers", smm: "social media manager", rs: "réseaux sociaux",
    30: "trente", 40: "quarante", 50: "cinquante" };
  const asked = (typed) => {
    const words = typed.normalize("NFC").replace(elision, "").replace(/[?!,;:.]+(?=\s|$)/g, " ").trim().split(/\s+/);
    const full = words.filter((word) => !EMPTY.has(word.toLowerCase())).map((word) => LONG[word.toLowerCase()] ?? word);
    // Pagefind ranks an accented word and its bare form apart; a reader means the same by both.
    const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").trim();
    return bare((typed.includes('"') || !full.length ? words : full).join(" ")) || bare(typed);
  };
  // Every word must be there. When that finds next to nothing, one of them may be missing: what holds most of the
  // words comes first, and Pagefind's own order settles the rest.
  const FEW = 3;
  const lookUp = async (pagefind, words) => {
    const whole = (await pagefind.search(words)).results;
    const each = words.split(" ");
    if (whole.length >= FEW || each.length < 2 || words.includes('"')) return whole;
    const held = new Map();
    for (const left of each.keys()) {
      const rest = each.filter((_, place) => place !== left).join(" ");
      for (const result of (await pagefind.search(rest)).results) {
        const known = held.get(result.id);
        held.set(result.id, { result, times: (known?.times ?? 0) + 1, score: Math.max(known?.score ?? 0, result.score) });
      }
    }
    const near = [...held.values()].sort((a, b) => b.times - a.times || b.score - a.score).map(({ result }) => result);
    const first = new Set(whole.map(({ id }) => id));
    return [...whole, ...near.filter(({ id }) => !first.has(id))];
  };
  // For a word it does not know, Pagefind gives the pages of its first letters: « xyzzy » would find what says « X ».
  const isFound = async (results, words) => {
    if (!results.length) return false;
    const { excerpt, meta } = await results[0].data();
    const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const marked = [...excerpt.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, mark]) => mark);
    const held = bare([...marked, ...Object.values(meta)].join(" ")).split(/[^\p{L}\p{N}]+/u);
    return words.split(" ").some((word) => {
      const half = bare(word).replace(/[^\p{L}\p{N}].*$/u, "").slice(0, Math.ceil(word.length / 2));
      return half !== "" && held.some((other) => other.startsWith(half));
    });
  };
  // …and joins them again in what is shown.
  const joined = (text) => text.replace(parted, "$1");

  const number = (n) => n.toLocaleString("fr-FR");
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // An excerpt is HTML: only its text and its <mark> are taken, never its markup.
  const excerpt = (html) => {
    const made = element("p", "search-excerpt");
    for (const node of new DOMParser().parseFromString(joined(html), "text/html").body.childNodes) {
      made.append(node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent);
    }
    return made;
  };

  const resultItem = async (result) => {
    const found = await result.data();
    const item = element("li", "search-result");
    const link = element("a", "search-link");
    link.href = found.url;
    const name = kindOf.get(result.id);
    if (name !== "Page") link.append(element("span", "search-kind", name), " ");
    link.append(element("span", "search-title", joined(found.meta.title || found.url)));
    item.append(link, excerpt(found.excerpt));
    return item;
  };

  // Where to go when nothing is found.
  const elsewhere = () => {
    const item = element("li", "search-none", "Essayez un mot plus simple, ou parcourez ");
    for (const [path, words, after] of [["questions/", "les questions", ", "], ["ressources/", "les ressources", " et "],
      ["competences/", "les compétences", "."]]) {
      const link = element("a", "", words);
      link.href = new URL(`../${path}`, index);
      item.append(link, after);
    }
    return item;
  };

  let turn = 0; // the latest search: what an older one brings is dropped
  let found = []; // all its results
  let results = []; // those of the kind kept
  let kind = ""; // the kind kept, "" for all

  const say = (text, failed = false) => { status.textContent = text; retry.hidden = !failed; };

  const showMore = async () => {
    const mine = turn;
    const shown = list.childElementCount;
    const items = await Promise.all(results.slice(shown, shown + PAGE).map(resultItem));
    if (mine !== turn || list.childElementCount !== shown) return;
    list.append(...items);
    more.hidden = list.childElementCount >= results.length;
  };

  const kindButton = ([name, n]) => {
    const button = element("button", "", name || "Tout");
    button.type = "button";
    button.dataset.kind = name;
    button.setAttribute("aria-pressed", String(name === kind));
    button.append(" ", element("span", "search-count", number(n)));
    return button;
  };

  const showKinds = () => {
    const counts = new Map();
    for (const { id } of found) counts.set(kindOf.get(id), (counts.get(kindOf.get(id)) ?? 0) + 1);
    if (!counts.has(kind)) kind = ""; // nothing of this kind for these words: all kinds
    const order = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "fr"));
    const focused = kinds.contains(document.activeElement);
    kinds.replaceChildren(...[["", found.length], ...order].map(kindButton));
    kinds.hidden = counts.size < 2;
    if (focused) (kinds.hidden ? field : kinds.querySelector('[aria-pressed="true"]')).focus();
  };

  // Shows what was found for `typed`, of the kind kept.
  const show = async (typed) => {
    const mine = turn;
    showKinds();
    results = kind ? found.filter(({ id }) => kindOf.get(id) === kind) : found;
    const items = await Promise.all(results.slice(0, PAGE).map(resultItem));
    if (mine !== turn) return;
    list.replaceChildren(...(items.length ? items : [elsewhere()]));
    more.hidden = list.childElementCount >= results.length;
    const n = results.length;
    const many = n > 1 ? `${number(n)} résultats` : n ? "1 résultat" : "Aucun résultat";
    say(`${many} pour « ${typed} »${kind ? `, genre « ${kind} »` : ""}`);
    body.scrollTop = 0;
  };

  const clear = () => {
    found = results = [];
    list.replaceChildren();
    more.hidden = true;
  };

  const search = async () => {
    const mine = ++turn;
    const typed = field.value.trim();
    if (!typed) {
      clear();
      kinds.hidden = true;
      say("Dans les textes, les chiffres, les interviews et les ressources du site.");
      return;
    }
    if (!engine) say("Chargement de la recherche…");
    try {
      const pagefind = await load();
      if (mine !== turn) return;
      const words = asked(typed);
      const answer = await lookUp(pagefind, words);
      const known = await isFound(answer, words);
      if (mine !== turn) return;
      // Ads are many and much alike: they come after what explains, and have their own button.
      const isAd = ({ id }) => kindOf.get(id) === "Annonce";
      found = known ? [...answer.filter((result) => !isAd(result)), ...answer.filter(isAd)] : [];
      await show(typed);
    } catch (error) {
      if (mine !== turn) return;
      clear();
      kinds.hidden = true;
      say("La recherche n’a pas pu se charger. Le reste du site fonctionne.", true);
      console.error(error);
    }
  };

  let waiting;
  const searchSoon = () => { clearTimeout(waiting); waiting = setTimeout(search, PAUSE); };

  const open = (query) => {
    if (query !== undefined) field.value = query;
    if (!dialog.open) dialog.showModal();
    field.focus();
    if (query === undefined) field.select();
    search();
  };

  field.addEventListener("input", searchSoon);
  retry.addEventListener("click", () => { field.focus(); search(); });
  more.addEventListener("click", async () => {
    const before = list.childElementCount;
    await showMore();
    list.children[before]?.querySelector("a").focus();
  });
  kinds.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    kind = button.dataset.kind;
    search();
  });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await search();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("close", () => { kind = ""; });
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); }); // outside

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { // a search field would keep the first one to empty itself
      event.preventDefault();
      dialog.close();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 && !kinds.contains(document.activeElement)) return;
    event.preventDefault();
    const next = Math.max(0, at) + (event.key === "ArrowDown" ? 1 : -1);
    stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
  });

  document.addEventListener("keydown", (event) => {
    const single = event.key === "/" || event.key === "s";
    if (!single || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
    event.preventDefault();
    open();
  });
  document.querySelector("[data-search-open]").addEventListener("click", () => open());

  // A form of the page leads here, with what is typed in it; without a script it works by its own address.
  document.querySelectorAll("form.search").forEach((form) => {
    const input = form.querySelector("input");
    form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
    form.addEventListener("submit", (event) => { event.preventDefault(); open(input.value); });
    input.addEventListener("input", (event) => { if (!event.isComposing && input.value.trim()) open(input.value); });
    dialog.addEventListener("close", () => { input.value = field.value; });
  });

  // A list that has a field of its own for ?q= keeps it.
  const query = new URLSearchParams(location.search).get("q");
  const ownField = [...document.querySelectorAll("[name=q]")].some((input) => !input.closest("form.search"));
  if (query?.trim() && !ownField) open(query);
})();
