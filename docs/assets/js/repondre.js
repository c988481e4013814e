// The path of the response guide: one question at a time, and the address says where one is.
// Without it, every question and every sheet stand on the page, joined by the same links.
(() => {
  "use strict";
  const path = document.querySelector("[data-path]");
  if (!path) return;
  const parts = [...path.children].filter((part) => part.id);
  const byId = new Map(parts.map((part) => [part.id, part]));
  const first = parts[0].id;

  /* The question that leads to each part, when the reader came by none: the last of the path. */
  const before = new Map();
  for (const part of parts) {
    if (!part.classList.contains("step")) continue;
    part.querySelectorAll('a[href^="#"]').forEach((link) => before.set(link.hash.slice(1), part.id));
  }

  const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
  const place = make("p", "place", "");
  const moves = make("p", "moves", "");
  const back = make("a", "", "Question précédente");
  const again = make("a", "", "Recommencer");
  const all = make("button", "btn quiet", "");
  again.href = `#${first}`;
  all.type = "button";
  moves.append(back, again, all);
  place.setAttribute("role", "status");
  path.before(place);
  path.after(moves);

  let whole = false;
  let trail = [];

  const here = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    return byId.has(id) ? id : null;
  };

  function show(moved) {
    const id = here() || first;
    const known = trail.indexOf(id);
    if (known >= 0) trail.length = known + 1;
    else {
      if (trail.at(-1) !== before.get(id)) trail = ancestors(id);
      trail.push(id);
    }
    path.classList.toggle("one", !whole);
    parts.forEach((part) => { part.hidden = !whole && part.id !== id; });
    const outcome = byId.get(id).classList.contains("outcome");
    place.textContent = whole ? "Toutes les questions et toutes les fiches" : outcome ? "La fiche" : `Question ${trail.length}`;
    back.hidden = whole || trail.length < 2;
    back.href = `#${trail.at(-2) || first}`;
    again.hidden = whole || trail.length < 3;
    all.textContent = whole ? "Une question à la fois" : "Tout afficher";
    if (!moved) return;
    const heading = byId.get(id).querySelector("h3");
    heading.tabIndex = -1;
    heading.focus();
  }

  function ancestors(id) {
    const found = [];
    for (let each = before.get(id); each && !found.includes(each); each = before.get(each)) found.unshift(each);
    return found;
  }

  all.addEventListener("click", () => { whole = !whole; show(false); });
  addEventListener("hashchange", () => { if (here()) show(true); });
  show(Boolean(here()));
})();
