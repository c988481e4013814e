// The pay page: finds the cell of ads that answers a choice, and turns a day's price into a year.
// It widens as generator/tables/widen.py does and says what generator/views/pay says: tests compare them.
(() => {
  "use strict";
  const answer = document.querySelector("[data-answer]");
  const form = document.querySelector("form.sim");
  const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }).format;
  const money = (amount) => `${number(Math.round(amount))}\u00a0€`;
  const day = (text) => {
    const said = new Date(`${text}T12:00:00`).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
    return said.replace(/^1 /, "1er ");
  };

  /* The places of a choice: the rank of each value among those of its dimension, 0 for all of them. */
  const placesOf = (data, chosen) =>
    data.dimensions.map(({ name, values }) => Math.max(0, values.indexOf(chosen.get(name) || "")));

  /* The first cell that has a median, from the one asked for on, and the words that say how it was widened. */
  function widen(data, asked) {
    const cellAt = (places) => data.byPlace.get(places.join());
    const enough = (cell) => Boolean(cell) && cell.length > 5;
    const here = [...asked];
    const first = cellAt(here);
    let cell = first;
    const to = [];
    for (const step of data.steps) {
      if (enough(cell)) break;
      if (here[step]) {
        here[step] = 0;
        to.push(data.dimensions[step].widened);
        cell = cellAt(here);
      }
    }
    if (enough(cell) && !to.length) return { cell, sentence: "" };
    const where = data.said.filter((at) => asked[at]).map((at) => data.dimensions[at].asked[asked[at]]).join(", ");
    const begun = `Effectif insuffisant ${where || "dans toutes les annonces"} (n\u00a0=\u00a0${number(first ? first[4] : 0)})`;
    const steps = to.join(", puis ");
    if (enough(cell)) return { cell, sentence: `${begun}, élargi ${steps}.` };
    return { cell: null, sentence: `${begun}${steps && `, même élargi ${steps}`}\u00a0: seules les enquêtes répondent.` };
  }

  function range(low, high) {
    const [first, last] = [low, high].sort((one, other) => one - other).map(money);
    return first === last ? first : `De ${first.slice(0, -2)} à ${last}`;
  }

  function words(cell) {
    const [n, of, flagged, lowest, low, high, highest] = cell.slice(4);
    const share = number(Math.round(100 * n / of));
    const many = flagged > 1;
    const set = flagged ? `\u00a0; ${number(flagged)} montant${many ? "s" : ""} douteux ou à temps partiel ${many ? "sont écartés" : "est écarté"}` : "";
    return [
      `${range(low, high)} brut par an, au milieu des annonces.`,
      `Au moins une annonce sur quatre commence à ${money(lowest)} ou moins, au moins une sur quatre va jusqu’à ${money(highest)} ou plus.`,
      `${number(n)} annonces sur ${number(of)} affichent un montant ou une fourchette utilisable (${share}\u00a0%)${set}.`,
    ];
  }

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const link = (address, text) => {
    const made = element("a", "", text);
    made.href = address;
    return made;
  };

  /* Where the answer comes from: the days, the sources, the row of the table. */
  function origin(data, cell, folder, table) {
    const [key, since, until, sources] = cell.slice(11);
    const made = element("p", "basis", since === until ? `Le ${day(since)}. ` : `Du ${day(since)} au ${day(until)}. `);
    sources.forEach((at, rank) => {
      const [name, title] = data.sources[at];
      made.append(rank ? ", " : "Sources\u00a0: ", link(`${folder}#${name}`, title));
    });
    made.append(". ", link(`${table}#${key}`, "La ligne de la table"));
    return made;
  }

  function show(data, chosen, from) {
    const { cell, sentence } = widen(data, placesOf(data, chosen));
    const parts = sentence ? [element("p", "widened", sentence)] : [];
    if (cell) {
      const [main, spread, basis] = words(cell);
      const { folder, table } = from.dataset;
      parts.unshift(element("p", "answer", main));
      parts.push(element("p", "", spread), element("p", "basis", basis), origin(data, cell, folder, table));
    }
    answer.replaceChildren(...parts);
  }

  let loaded;
  const load = (source) => (loaded ??= fetch(source).then((response) => {
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  }).then((data) => {
    data.byPlace = new Map(data.cells.map((cell) => [cell.slice(0, 4).join(), cell]));
    return data;
  }));

  async function answerTo(chosen, from) {
    try {
      show(await load(from.dataset.source), chosen, from);
    } catch {
      loaded = undefined;
      answer.replaceChildren(element("p", "", "Les données du simulateur n’ont pas pu être lues. Réessayez, ou lisez le tableau complet."));
    }
  }

  if (form) {
    const selects = [...form.querySelectorAll("select")];
    const sheet = document.querySelector("[data-sheet]");
    const page = sheet.getAttribute("href");

    function read() {
      const query = new URLSearchParams(location.search);
      for (const select of selects) {
        const wanted = query.get(select.name) || "";
        select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
      }
    }

    function chosen() {
      return new URLSearchParams(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
    }

    /* What surveys say of other choices than this one goes; what concerns everyone stays. */
    function sift(choice) {
      for (const item of document.querySelectorAll("[data-when]")) {
        const value = choice.get(item.dataset.when);
        const values = item.dataset.values.split(" ");
        const kept = values[0].startsWith("!") ? !values.includes(`!${value}`) : values[0] === "*" || values.includes(value);
        item.hidden = !value || !kept;
      }
    }

    function changed() {
      const choice = chosen();
      sift(choice);
      sheet.setAttribute("href", choice.size ? `${page}?${choice}` : page);
      return answerTo(choice, form);
    }

    form.addEventListener("change", () => {
      const query = chosen().toString();
      history.pushState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
      changed();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", () => { read(); changed(); });
    read();
    if (chosen().size) changed();
    else sift(chosen());
  } else if (answer && location.search) {
    /* On the sheet to print: the choice made in the simulator. */
    answer.hidden = false;
    answerTo(new URLSearchParams(location.search), answer);
  }

  document.querySelector("[data-print]")?.addEventListener("click", () => print());

  const year = document.querySelector("form[data-freelance]");
  if (year) {
    const said = year.querySelector("[data-year]");
    const sentence = (price, days, rate) => {
      const billed = price * days;
      const dues = billed * rate / 100;
      const left = billed - dues;
      const ceiling = Number(year.dataset.ceiling);
      const over = billed > ceiling ? ` C’est plus que le plafond de la micro-entreprise, ${money(ceiling)} par an.` : "";
      return `${number(days)}\u00a0jour${days >= 2 ? "s" : ""} à ${money(price)} font ${money(billed)} facturés dans l’année, hors taxes. ` +
        `Les cotisations en prennent ${money(dues)} (${number(rate)}\u00a0%)\u00a0: il reste ${money(left)} avant frais et impôt, ` +
        `soit ${money(left / 12)} par mois.${over}`;
    };
    const compute = () => {
      for (const field of year.querySelectorAll("input")) {
        const valid = field.value !== "" && field.checkValidity();
        field.setAttribute("aria-invalid", String(!valid));
        if (!valid) {
          const label = year.querySelector(`label[for="${field.id}"]`).textContent;
          said.textContent = `${label}\u00a0: un nombre entre ${number(Number(field.min))} et ${number(Number(field.max))}, s’il vous plaît.`;
          return;
        }
      }
      const { prix, jours, taux } = year.elements;
      said.textContent = sentence(Number(prix.value), Number(jours.value), Number(taux.value));
    };
    year.addEventListener("input", compute);
    year.addEventListener("submit", (event) => event.preventDefault());
    compute();
  }
})();
