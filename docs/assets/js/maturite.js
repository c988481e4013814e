/* The self-assessment: the step and what is left to do, said as boxes are ticked; the address holds the answers. */
(() => {
  "use strict";
  const form = document.querySelector("form.assess");
  if (!form) return;
  const KEY = "cases";
  const NAMES = ["la hiérarchie", "la communauté émergente", "la communauté", "le réseau"];
  const outcome = form.querySelector("[data-outcome]");
  const next = form.querySelector("[data-next]");
  const boxes = [...form.querySelectorAll("input[name=case]")];
  const groups = [...form.querySelectorAll("fieldset")].map((group) => [...group.querySelectorAll("input[name=case]")]);

  const number = (count, one, many) => `${count}\u00a0${count > 1 ? many : one}`;
  const missing = (group) => group.filter((box) => !box.checked);

  /* A group is held when at most one of its boxes is missing; the step is that of the first group that is not. */
  const step = () => {
    const place = groups.findIndex((group) => missing(group).length > 1);
    return place < 0 ? groups.length : place;
  };

  function list(title, left) {
    const heading = document.createElement("h3");
    heading.textContent = title;
    const items = document.createElement("ul");
    items.append(...left.map((box) => {
      const item = document.createElement("li");
      const help = document.getElementById(`aide-${box.value}`).cloneNode(true);
      help.removeAttribute("id");
      item.append(box.nextElementSibling.textContent, help);
      return item;
    }));
    return [heading, items];
  }

  function show() {
    const ticked = boxes.filter((box) => box.checked).length;
    if (!ticked) {
      outcome.replaceChildren("Aucune case cochée\u00a0: le résultat s’affichera ici.");
      next.replaceChildren();
      return;
    }
    const place = step();
    const now = place < groups.length ? missing(groups[place]) : [];
    const late = groups.slice(0, place).flatMap(missing);
    const left = now.length || late.length;
    /* One box of the group may stay empty. */
    const wanted = now.length ? ` Encore ${number(now.length - 1, "case", "cases")} pour passer à la suivante.` : "";
    const detail = document.createElement("small");
    detail.textContent = `${number(ticked, "case cochée", "cases cochées")} sur ${boxes.length}.${wanted}`;
    outcome.replaceChildren(`Étape ${place + 1} sur 4\u00a0: ${NAMES[place]}. `, detail);
    next.replaceChildren(
      ...(now.length ? list("Vos prochains pas", now) : []),
      ...(late.length ? list("Cases laissées en chemin", late) : []),
      ...(left ? [] : [Object.assign(document.createElement("p"), { textContent: "Tout est coché. Refaites le test dans un an." })]),
    );
  }

  /* "#cases=1.4.12"; any other fragment is a place in the page and leaves the answers alone. */
  function read() {
    const answers = new URLSearchParams(location.hash.slice(1)).get(KEY);
    if (answers === null) return;
    const values = answers.split(".");
    for (const box of boxes) box.checked = values.includes(box.value);
  }

  function write() {
    const values = boxes.filter((box) => box.checked).map((box) => box.value);
    history.replaceState(null, "", values.length ? `#${KEY}=${values.join(".")}` : location.pathname + location.search);
  }

  form.addEventListener("change", () => { write(); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-reset]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    write();
    show();
    boxes[0].focus();
  });
  addEventListener("hashchange", () => { read(); show(); });
  read();
  show();
})();
