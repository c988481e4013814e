// The frame's few behaviours: colour scheme, menu, copying, tables. Every page works without them.
(() => {
  const KEY = "metier-theme";
  const ORDER = ["auto", "light", "dark"];
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Storage may be refused (private windows): the choice then lasts as long as the page.
  let choice = "auto";
  try { choice = localStorage.getItem(KEY) || "auto"; } catch { /* refused */ }
  if (!ORDER.includes(choice)) choice = "auto";

  const button = document.querySelector("[data-theme-switch]");
  const show = () => {
    const isDark = choice === "dark" || (choice === "auto" && dark.matches);
    document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
    if (!button) return;
    const next = ORDER[(ORDER.indexOf(choice) + 1) % ORDER.length];
    const label = `Thème ${button.dataset[choice]}, passer au thème ${button.dataset[next]}`;
    button.dataset.theme = choice;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.hidden = false;
  };
  button?.addEventListener("click", () => {
    choice = ORDER[(ORDER.indexOf(choice) + 1) % ORDER.length];
    try { localStorage.setItem(KEY, choice); } catch { /* refused */ }
    show();
  });
  dark.addEventListener("change", show);
  show();

  // The menu is a disclosure: Escape, a click elsewhere or leaving it by the keyboard closes it.
  const drawer = document.querySelector("details.drawer");
  if (drawer) {
    const close = () => { drawer.open = false; };
    document.addEventListener("click", (event) => { if (!drawer.contains(event.target)) close(); });
    drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.open) { close(); drawer.querySelector("summary").focus(); }
    });
    drawer.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !drawer.contains(event.relatedTarget)) close();
    });
  }

  // « Copier » beside a citation: the text is the element its `data-copy` names.
  document.addEventListener("click", async (event) => {
    const copier = event.target.closest?.("[data-copy]");
    if (!copier) return;
    const text = document.getElementById(copier.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
      copier.textContent = "Copié";
    } catch {
      // No clipboard without a secure address: the text is selected, ready for the keyboard.
      getSelection().selectAllChildren(text);
    }
  });

  // A table of a text may be wider than a phone: it scrolls in a region the keyboard reaches.
  document.querySelectorAll(".prose > table").forEach((table) => {
    const region = document.createElement("div");
    region.className = "scroll";
    table.replaceWith(region);
    region.append(table);
    if (region.scrollWidth <= region.clientWidth) return;
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", table.caption?.textContent || "Tableau à faire défiler");
  });
})();
