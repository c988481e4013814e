/* « Que me manque-t-il ? »: counts the texts within reach of the boxes ticked; the address holds the answers. */

/* The rule, alone so that it can be tried: a text is [times, skill, skill…], within reach when half of its skills at
   least are owned. `next` lists what is missing in the others: first what brings most of them within reach, then what
   most of them name. */
function gapReach(texts, owned) {
  "use strict";
  const opens = new Map();
  const named = new Map();
  const add = (counts, skill, times) => counts.set(skill, (counts.get(skill) || 0) + times);
  let of = 0;
  let reached = 0;
  let whole = 0;
  for (const [times, ...skills] of texts) {
    const missing = skills.filter((skill) => !owned.has(skill));
    const have = skills.length - missing.length;
    of += times;
    if (!missing.length) whole += times;
    if (2 * have >= skills.length) {
      reached += times;
      continue;
    }
    for (const skill of missing) {
      add(named, skill, times);
      if (2 * (have + 1) >= skills.length) add(opens, skill, times);
    }
  }
  const next = [...named].map(([skill, count]) => ({ skill, opens: opens.get(skill) || 0, named: count }));
  next.sort((a, b) => b.opens - a.opens || b.named - a.named || (a.skill < b.skill ? -1 : 1));
  return { of, reached, whole, next };
}

(() => {
  "use strict";
  const form = document.querySelector("form.gap");
  if (!form) return;
  const HAVE = "j-ai";
  const CORPUS = "parmi";
  /* Fewest texts that make a share, as in the published tables; next skills shown. */
  const LEAST = 5;
  const SHOWN = 6;
  const outcome = form.querySelector("[data-outcome]");
  const next = form.querySelector("[data-next]");
  const find = form.querySelector("input[name=chercher]");
  const unfound = form.querySelector("[data-unfound]");
  const boxes = [...form.querySelectorAll("input[name=competence]")];
  const corpora = [...form.querySelectorAll("input[name=corpus]")];
  const first = corpora.find((radio) => radio.hasAttribute("data-first")) || corpora[0];
  const labels = new Map(boxes.map((box) => [box.value, box.nextElementSibling.textContent]));
  /* Skills of the address that this page no longer knows: kept there, counted for nothing. */
  let unknown = [];
  let data = null;

  const number = (count, one, many) => `${count}\u00a0${count > 1 ? many : one}`;
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[’']/g, " ");
  const chosen = () => corpora.find((radio) => radio.checked) || first;
  const owned = () => new Set(boxes.filter((box) => box.checked).map((box) => box.value));

  function make(name, text, properties = {}) {
    return Object.assign(document.createElement(name), { textContent: text, ...properties });
  }

  function lessons(skill) {
    const found = data.lessons[skill] || [];
    const line = make("small", "Pour l’apprendre\u00a0: ", { className: "learn" });
    found.forEach(([kind, title, address], place) => {
      if (place) line.append(" · ");
      line.append(make("a", title, { href: address }));
    });
    if (!found.length) line.append("rien encore dans la collection.");
    return [line];
  }

  function item({ skill, opens, named }, { one, many }) {
    const line = document.createElement("li");
    const address = form.dataset.skills + encodeURIComponent(skill) + "/";
    const gain = opens
      ? `+\u00a0${number(opens, one, many)} à votre portée`
      : `nommée par ${number(named, one, many)} encore hors de portée`;
    line.append(make("a", labels.get(skill) || skill, { href: address }), " ", make("small", gain, { className: "gain" }), ...lessons(skill));
    return line;
  }

  /* Advice in a row says more than it knows when nothing ranks it. */
  function ties(missing, { one, many }) {
    const same = missing.filter((each) => each.opens === missing[0].opens && (each.opens || each.named === missing[0].named));
    if (same.length < 2 || same.length < Math.min(missing.length, SHOWN)) return [];
    const { opens, named } = missing[0];
    const what = opens
      ? `chacune mettrait ${number(opens, one, many)} de plus à votre portée`
      : `chacune est nommée par ${number(named, one, many)} encore hors de portée`;
    const order = opens ? ", celles que le plus de textes hors de portée nomment" : "";
    const shown = same.length > SHOWN ? ` En voici ${SHOWN}${order}.` : "";
    return [make("p", `${same.length} compétences sont à égalité\u00a0: ${what}.${shown}`, { className: "small" })];
  }

  function show() {
    if (!data) return;
    const { one, many, absence } = chosen().dataset;
    const texts = data.corpora[chosen().value] || [];
    const have = owned();
    const { of, reached, whole, next: missing } = gapReach(texts, have);
    next.replaceChildren();
    if (of < LEAST) {
      const why = of ? `${number(of, one, many)}, il en faut ${LEAST}` : absence;
      outcome.replaceChildren(`Effectif insuffisant\u00a0: ${why}.`);
      return;
    }
    const share = Math.round((100 * reached) / of);
    const said = have.size
      ? `${number(reached, one, many)} sur ${of} ${reached > 1 ? "sont" : "est"} à votre portée, soit ${share}\u00a0%. `
      : "Cochez une compétence pour commencer. ";
    const detail = have.size && whole ? `Vous avez toutes les compétences ${whole > 1 ? `de ${whole} d’entre elles` : "d’une d’entre elles"}.` : "";
    outcome.replaceChildren(said, make("small", detail));
    if (missing.length) {
      const list = document.createElement("ol");
      list.className = "ranked";
      list.append(...missing.slice(0, SHOWN).map((each) => item(each, { one, many })));
      next.append(make("h2", have.size ? "Ce qui en ouvrirait le plus" : "Par où commencer"), ...ties(missing, { one, many }), list);
    } else {
      next.append(make("p", `Toutes les ${many} sont à votre portée.`));
    }
  }

  /* "#j-ai=canva.veille&parmi=annonces". Skills by their ids: an address kept for years still means the same. */
  function read() {
    const answers = new URLSearchParams(location.hash.slice(1));
    if (location.hash && !answers.has(HAVE) && !answers.has(CORPUS)) return;
    const values = (answers.get(HAVE) || "").split(".").filter(Boolean);
    for (const box of boxes) box.checked = values.includes(box.value);
    unknown = values.filter((value) => /^[a-z0-9-]{1,80}$/.test(value) && !labels.has(value));
    (corpora.find((radio) => radio.value === answers.get(CORPUS) && !radio.disabled) || first).checked = true;
  }

  function write() {
    const parts = [];
    const values = [...owned(), ...unknown].sort();
    if (values.length) parts.push(`${HAVE}=${values.join(".")}`);
    if (chosen() !== first) parts.push(`${CORPUS}=${chosen().value}`);
    history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
  }

  /* A box that is ticked stays in sight, and the fold that holds it open. */
  function narrow() {
    const words = fold(find.value).trim().split(/\s+/).filter(Boolean);
    let seen = 0;
    for (const box of boxes) {
      const kept = words.every((word) => fold(labels.get(box.value)).includes(word));
      box.closest("li").hidden = !kept;
      seen += kept;
    }
    for (const rest of form.querySelectorAll("details.rest")) {
      const kept = rest.querySelectorAll("li:not([hidden])").length;
      rest.hidden = !kept;
      if (kept && (words.length || rest.querySelector("input:checked"))) rest.open = true;
    }
    for (const group of form.querySelectorAll(".have fieldset")) group.hidden = !group.querySelector("li:not([hidden])");
    unfound.hidden = seen > 0;
  }

  form.addEventListener("change", (event) => { if (event.target !== find) { write(); show(); } });
  find.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-reset]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    unknown = [];
    find.value = "";
    write();
    narrow();
    show();
    find.focus();
  });
  addEventListener("hashchange", () => { read(); narrow(); show(); });

  read();
  narrow();
  fetch(form.dataset.gap)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((held) => {
      const ids = held.skills;
      const named = Object.entries(held.corpora).map(([corpus, texts]) => [
        corpus,
        texts.map(([times, ...places]) => [times, ...places.map((place) => ids[place])]),
      ]);
      data = { corpora: Object.fromEntries(named), lessons: held.lessons };
      show();
    })
    .catch(() => { outcome.textContent = "Les textes n’ont pas pu être lus. Rechargez la page, ou voyez les listes plus bas."; });
})();
