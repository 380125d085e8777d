"use strict";

// Filters, keys and the theme. All content is in the page already: nothing here makes markup of text.
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const form = one("#filters");
  const search = one("#search");
  const cards = all(".card");
  const files = all(".file");
  // Read before anything is hidden or unfolded, so that what is found never depends on what is shown.
  const texts = new Map(cards.map((card) => [card, `${card.dataset.file} ${card.textContent}`.toLowerCase()]));

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rule = one("#rule").value;
    const file = one("#file").value;
    const shown = new Set(all("input[name=show]:checked", form).map((box) => box.value));
    let calls = 0;
    let findings = 0;
    for (const card of cards) {
      const all_findings = all(".finding", card);
      const matching = all_findings.filter(
        (finding) => shown.has(finding.dataset.severity) && (!rule || finding.dataset.rule === rule),
      );
      for (const finding of all_findings) {
        finding.hidden = !matching.includes(finding);
      }
      const isWanted = all_findings.length ? matching.length > 0 : shown.has("clean") && !rule;
      const isFound = words.every((word) => texts.get(card).includes(word));
      card.hidden = !(isWanted && isFound && (!file || card.dataset.file === file));
      if (!card.hidden) {
        calls += 1;
        findings += matching.length;
      }
    }
    for (const section of files) {
      section.hidden = all(".card", section).every((card) => card.hidden);
    }
    one("#nothing").hidden = calls > 0;
    const places = `${calls} ${calls === 1 ? "place" : "places"}`;
    one("#count").textContent = `${places}, ${findings} ${findings === 1 ? "finding" : "findings"}`;
  }

  function step(selector, distance) {
    const targets = all(selector).filter((target) => target.offsetParent !== null);
    if (!targets.length) {
      return;
    }
    const current = document.activeElement.closest(selector);
    const from = targets.indexOf(current);
    const to = from < 0 ? (distance > 0 ? 0 : targets.length - 1) : from + distance;
    const target = targets[Math.max(0, Math.min(targets.length - 1, to))];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }

  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("compile-lint-theme", theme);
    } catch {
      // A page opened from a file may have no storage; then the choice lasts as long as the page.
    }
  }

  function otherTheme() {
    setTheme(isDark() ? "light" : "dark");
  }

  const keys = {
    "/": () => search.focus(),
    j: () => step(".card", 1),
    k: () => step(".card", -1),
    n: () => step(".finding", 1),
    p: () => step(".finding", -1),
    o: () => {
      const details = document.activeElement.closest(".card")?.querySelector("details.call");
      if (details) {
        details.open = !details.open;
      }
    },
    t: otherTheme,
    "?": () => one("#help").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("#help").open) {
      return;
    }
    if (event.key === "Escape") {
      form.reset();
      document.activeElement.blur();
      return;
    }
    const isTyping = event.target.closest("input[type=search], select");
    if (!isTyping && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  try {
    const theme = localStorage.getItem("compile-lint-theme");
    if (theme === "light" || theme === "dark") {
      setTheme(theme);
    }
  } catch {
    // No storage, no remembered choice.
  }

  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  one("#theme").addEventListener("click", otherTheme);
  one("#theme").hidden = false;
  form.hidden = false;
  filter();
})();
