// The calculator of the small firm's guide. It says what generator/views/pme.py says of the nine worked cases.
(() => {
  "use strict";
  const form = document.querySelector("form.calc");
  if (!form) return;
  const answer = form.querySelector("[data-answer]");
  const law = Object.fromEntries(Object.entries(form.dataset).map(([name, value]) => [name, Number(value)]));
  const monthHours = law.week * law.weeks;

  const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }).format;
  const money = (amount) => `${number(Math.round(amount))}\u00a0€`;
  const count = (quantity, unit) => `${number(quantity)}\u00a0${unit}${quantity >= 2 ? "s" : ""}`;

  /* The employer's contributions in per cent of a full-time gross salary: the base, less the general reduction. */
  function rate(salary, base) {
    const ratio = salary / (law.smic * monthHours);
    const slope = Math.max(0, (law.end / Math.max(ratio, 1) - 1) / 2);
    const reduction = ratio >= law.end ? 0 : Math.min(law.cap, law.floor + (law.cap - law.floor) * slope ** law.exponent);
    return Math.max(0, base - 100 * reduction);
  }

  const say = {
    moi(hours, value, months) {
      const month = hours * law.weeks;
      return `${count(hours, "heure")} par semaine font environ ${count(Math.round(month), "heure")} par mois. ` +
        `Vous ne versez rien\u00a0; à ${number(value)}\u00a0€ l’heure, ce temps vaut ${money(month * value)} par mois, ` +
        `${money(month * value * months)} en ${months}\u00a0mois.`;
    },
    alternant(days, index, months, base) {
      const option = form.elements["alternant-hypothese"].options[index];
      const pay = law.smic * monthHours * Number(option.dataset.share) / 100;
      const dues = pay * rate(pay, base) / 100;
      const group = option.text[0].toLowerCase() + option.text.slice(1);
      return `Une personne en apprentissage (${group}) coûte au moins ${money(pay + dues)} par mois\u00a0: ` +
        `${money(pay)} de salaire brut et ${money(dues)} de cotisations après réduction, hors accidents du travail, ` +
        `formation et mutuelle, soit ${money((pay + dues) * months)} en ${months}\u00a0mois. ` +
        `À raison de ${count(days, "jour")} par semaine chez vous, elle y passe environ ` +
        `${count(Math.round(monthHours * days / law.days), "heure")} par mois.`;
    },
    freelance(days, price, months) {
      return `${count(days, "jour")} par mois à ${money(price)} la journée font ${money(days * price)} par mois ` +
        `hors taxes, ${money(days * price * months)} en ${months}\u00a0mois.`;
    },
    cdi(hours, salary, months, base) {
      const pay = salary * hours / law.week;
      const dues = pay * rate(salary, base) / 100;
      return `${count(hours, "heure")} par semaine, à ${money(salary)} bruts par mois pour un temps plein, ` +
        `coûtent environ ${money(pay + dues)} par mois\u00a0: ${money(pay)} de salaire brut et ${money(dues)} ` +
        `de cotisations après réduction, hors accidents du travail, formation et mutuelle, ` +
        `soit ${money((pay + dues) * months)} en ${months}\u00a0mois.`;
    },
  };

  function read(name) {
    const field = form.elements[name];
    const valid = field.value !== "" && field.checkValidity();
    field.setAttribute("aria-invalid", String(!valid));
    if (!valid) throw field;
    return Number(field.value);
  }

  function show() {
    const mode = form.elements.mode.value;
    form.querySelectorAll(".fields").forEach((fields) => { fields.hidden = fields.dataset.mode !== mode; });
    const employs = mode === "alternant" || mode === "cdi";
    form.elements.taux.closest(".field").hidden = !employs;
    try {
      const [quantity, assumption, months] = [read(`${mode}-quantite`), read(`${mode}-hypothese`), read("mois")];
      answer.textContent = say[mode](quantity, assumption, months, employs && read("taux"));
    } catch (field) {
      if (!(field instanceof Element)) throw field;
      const label = form.querySelector(`label[for="${field.id}"]`).textContent;
      const { min, max } = field;
      answer.textContent = `${label}\u00a0: un nombre entre ${number(Number(min))} et ${number(Number(max))}, s’il vous plaît.`;
    }
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
