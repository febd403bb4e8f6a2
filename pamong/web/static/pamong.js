// Small comforts; every page works without them.
"use strict";

// An open menu closes on Escape or a click elsewhere, and gives the focus back.
const closing = "details.pm-me, details.pm-drawer, details.pm-confirm, details.pm-more";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[open]") ?? document.querySelector(closing.replace(/(,|$)/g, "[open]$1"));
  if (!open || !open.matches(closing)) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(closing)) {
    if (open.open && !open.contains(event.target)) open.open = false;
  }
});

// "Pilih semua" of a table, and the number chosen on the bar of bulk actions.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-choose-all]")) {
    for (const other of box.form?.elements ?? []) {
      if (other.name === box.dataset.chooseAll) other.checked = box.checked;
    }
  }
  for (const place of document.querySelectorAll("[data-chosen]")) {
    place.textContent = document.querySelectorAll(`input[name="${place.dataset.chosen}"]:checked`).length;
  }
  if (box.matches("[data-submit-on-change]")) box.form?.requestSubmit();
});

// Filters are folded on a phone, where they would push the list out of sight, and open elsewhere.
const phone = window.matchMedia("(max-width: 767.98px)");
const fold = () => {
  for (const filters of document.querySelectorAll("[data-fold]")) filters.open = !phone.matches;
};
phone.addEventListener("change", fold);
fold();

// A print button is of no use without script, so it appears with it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// "Mengapa?" opens its row once from the server, then only shows and hides it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-unfolds]");
  const row = link && document.getElementById(link.dataset.unfolds);
  if (!row || event.ctrlKey || event.metaKey) return;
  if (row.cells.length === 0) {
    link.setAttribute("aria-expanded", "true");
    link.closest("tr").classList.add("pm-open");
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  row.hidden = !row.hidden;
  link.setAttribute("aria-expanded", String(!row.hidden));
  link.closest("tr").classList.toggle("pm-open", !row.hidden);
}, true);
