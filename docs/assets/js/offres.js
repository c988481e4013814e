/* The list of ads in files (generator/ad_index.py): facts first, then what is asked for, each file once. */
const CARDS = 25; // in one file, as the generator writes them

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

/* A card as the page writes it (templates/macros.html); every word goes in as text. */
function item([kind, path, title, origin, text, level, age, day]) {
  const link = element("a", "", title);
  link.href = path;
  const heading = element("h2", "", "");
  heading.append(link);
  const card = element("article", "card", "");
  card.append(element("span", "k", kind), heading, element("p", "from", origin));
  if (text) {
    const pay = element("a", "figure", text);
    pay.href = `${path}#salaire`;
    const stated = element("p", "", "");
    stated.append(pay);
    card.append(stated);
  }
  const dated = element("time", "", age);
  dated.dateTime = day;
  const fresh = element("p", `age ${level}`, "");
  fresh.append(dated);
  card.append(fresh);
  const line = document.createElement("li");
  line.append(card);
  return line;
}

/* The rows of `folder`, newest first; the cards of the first ones stand in `list` already. */
export function inFiles(folder, list, fold) {
  const written = [...list.children];
  const loading = new Map();
  const columns = {};
  let facts, words, folded;

  /* Each file is asked for once; one that failed, again. */
  function load(name) {
    if (!loading.has(name)) {
      const answer = fetch(new URL(`${name}.json`, folder)).then((got) => {
        if (!got.ok) throw new Error(`${name}: ${got.status}`);
        return got.json();
      });
      answer.catch(() => loading.delete(name));
      loading.set(name, answer);
    }
    return loading.get(name);
  }

  async function readFacts() {
    facts = await load("faits");
    Object.assign(columns, facts.columns);
  }

  async function readWords() {
    words = await load("mots");
    folded ??= words.values.map(fold);
  }

  /* A row is found by its words together, wherever each of them stands. */
  function holds(terms) {
    const hits = terms.map((term) => folded.map((value) => value.includes(term)));
    const found = words.sets.map((set) => hits.every((hit) => set.some((code) => hit[code])));
    return (row) => found[words.of[row]];
  }

  /* The first word of a row is its title. */
  function byTitle(rows) {
    const compare = new Intl.Collator("fr").compare;
    const titles = words.of.map((set) => words.values[words.sets[set][0]]);
    return rows.sort((a, b) => compare(titles[a], titles[b]));
  }

  const orders = {
    recent: (rows) => rows,
    ancien: (rows) => rows.reverse(),
    salaire: (rows) => rows.sort((a, b) => facts.pay[b] - facts.pay[a]),
    titre: byTitle,
  };

  return {
    pause: 150, // ms without a key before searching
    async ready({ late, order, terms }) {
      await Promise.all([
        readFacts(),
        terms.length || order === "titre" ? readWords() : null,
        ...late.map(async (name) => { columns[name] = await load(name); }),
      ]);
    },
    column: (name) => columns[name],
    order: (name) => orders[name]([...Array(facts.size).keys()]),
    holds,
    async elements(rows) {
      const wanted = [...new Set(rows.filter((row) => row >= written.length).map((row) => Math.floor(row / CARDS)))];
      const files = new Map(await Promise.all(wanted.map(async (file) => [file, await load(`cartes-${file}`)])));
      return rows.map((row) => written[row] ?? item(files.get(Math.floor(row / CARDS))[row % CARDS]));
    },
  };
}
