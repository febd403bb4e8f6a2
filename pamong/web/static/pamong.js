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

// On a phone the tabs are a strip: the one that is open is brought into sight.
for (const here of document.querySelectorAll(".pm-tabs [aria-current]")) {
  const strip = here.closest(".pm-tabs"), before = here.getBoundingClientRect().left - strip.getBoundingClientRect().left;
  strip.scrollLeft += before - (strip.clientWidth - here.offsetWidth) / 2;
}

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

// What is typed survives a lost connection: forms with data-keep are kept in this browser until they are saved.
// The key names the account; signing out clears them all. Private words (data-keep-not) are never kept.
const KEPT = "pamong-kept:";
const SENT = "pamong-sent";
const keptFields = (form) => [...form.elements].filter((one) =>
  one.name && !["csrfmiddlewaretoken", "next"].includes(one.name)
  && !["file", "password", "submit", "button"].includes(one.type) && !one.closest("[data-keep-not]"));
const keptValues = (form) => {
  const found = {};
  for (const one of keptFields(form)) {
    if (one.type === "radio" || one.type === "checkbox") {
      (found[one.name] ??= []).push(...(one.checked ? [one.value] : []));
    } else found[one.name] = one.value;
  }
  return found;
};
const keep = (form) => {
  try { localStorage.setItem(KEPT + form.dataset.keep, JSON.stringify(keptValues(form))); } catch { /* full, or not allowed */ }
};
const forget = (name) => { try { localStorage.removeItem(KEPT + name); } catch { /* not allowed */ } };
const bringBack = (form) => {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(KEPT + form.dataset.keep)); } catch { return; }
  if (!kept || JSON.stringify({ ...kept, version: 0 }) === JSON.stringify({ ...keptValues(form), version: 0 })) return;
  const before = keptValues(form);
  const fill = (values) => {
    for (const one of keptFields(form)) {
      if (!(one.name in values)) continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = values[one.name].includes(one.value);
      else one.value = values[one.name];
    }
  };
  fill(kept);
  const told = document.createElement("div");
  told.className = "alert alert-info pm-kept";
  told.setAttribute("role", "status");
  const words = document.createElement("div");
  words.textContent = `${form.dataset.keptWords} `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-sm";
  drop.textContent = form.dataset.keptDrop;
  drop.addEventListener("click", () => { fill(before); forget(form.dataset.keep); told.remove(); });
  words.append(drop);
  told.append(words);
  form.prepend(told);
};
try {
  // A page that says "saved" after a form was sent: its words are safe with the server.
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".pm-messages .alert-success, [data-kept-done]")) forget(sent);
  sessionStorage.removeItem(SENT);
} catch { /* not allowed */ }
for (const form of document.querySelectorAll("form[data-keep]")) {
  bringBack(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", () => { try { sessionStorage.setItem(SENT, form.dataset.keep); } catch { /* not allowed */ } });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    forget(form.dataset.keep);
    form.querySelector(".pm-kept")?.remove();
  });
}
// htmx notes the address of every page here, to bring pages back; none is brought back so, and one may be a konseling's.
try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* not allowed */ }
document.addEventListener("submit", (event) => {
  if (!event.target.matches('form[action="/sign-out/"]')) return;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
  } catch { /* not allowed */ }
});

// A file goes in pieces, so that a broken upload continues where it stopped.
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
for (const form of document.querySelectorAll("form[data-chunks]")) {
  form.addEventListener("submit", async (event) => {
    const picked = form.elements.file.files[0];
    if (!picked || (form.elements.kind && form.elements.kind.value !== "file") || !crypto.subtle) return; // a plain form does it too
    event.preventDefault();
    const told = form.querySelector("[data-chunks-told]");
    const button = form.querySelector("button.btn-primary");
    button.disabled = true;
    try {
      const sha256 = hex(await crypto.subtle.digest("SHA-256", await picked.arrayBuffer()));
      const asked = await fetch(`${form.dataset.chunks}?sha256=${sha256}`);
      let { offset, error } = await asked.json();
      while (!error && offset < picked.size) {
        told.textContent = `${form.dataset.wordsSending} ${Math.floor((offset * 100) / picked.size)}%`;
        const body = new FormData();
        body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        body.append("sha256", sha256);
        body.append("offset", offset);
        body.append("size", picked.size);
        body.append("piece", picked.slice(offset, offset + Number(form.dataset.chunkBytes)), "piece");
        ({ offset, error } = await (await fetch(form.dataset.chunks, { method: "POST", body })).json());
      }
      if (error) throw new Error(error, { cause: "said" });
      form.elements.uploaded.value = sha256;
      form.elements.uploaded_name.value = picked.name;
      form.elements.file.value = "";
      form.submit();
    } catch (problem) {
      told.textContent = problem.cause === "said" ? problem.message : form.dataset.wordsBroken;
      button.disabled = false;
    }
  });
}
