/* Three small courtesies; every page works without them. */
"use strict";

/* Sortable columns: <table data-sortable> with <th data-sort="text|number">; a cell may carry data-value. */
function valueOf(row, column, kind) {
  const cell = row.cells[column];
  const text = cell.dataset.value ?? cell.textContent.trim();
  return kind === "number" ? (text === "" ? -Infinity : Number(text)) : text;
}

function sortBy(table, column, kind, direction) {
  const language = document.documentElement.lang;
  const compare = kind === "number" ? (a, b) => a - b : (a, b) => a.localeCompare(b, language);
  const rows = Array.from(table.tBodies[0].rows);
  rows.sort((a, b) => direction * compare(valueOf(a, column, kind), valueOf(b, column, kind)));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    if (!head.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", head.getAttribute("aria-sort") ?? "none");
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.dataset.sort && other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      sortBy(table, column, head.dataset.sort, falling ? -1 : 1);
    });
  });
}

/* A form that takes longer says so: <button data-busy="Looking for consortia …">. */
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || form.dataset.sent) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (!button.dataset.busy) return;
    button.setAttribute("aria-busy", "true");
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.textContent = button.dataset.busy;
    const bar = document.createElement("progress");
    form.append(words, bar);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

/* Faults come into view and are read out. */
document.querySelector("[data-take-focus]")?.focus();
