/* What a page gains with JavaScript; it works without.
   data-focus            takes the focus after loading (the summary of errors)
   data-copy="id"        copies the text of that element
   data-batch            rows [data-row] inside are walked with j and k; a digit presses the row's [data-key="1"]
   A form is sent once, however often its button is pressed. */
"use strict";

const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

function prepare(root) {
  each(root, "[data-copy]", (button) => (button.hidden = false));
  each(root, "[data-batch-hint]", (hint) => (hint.hidden = !matchMedia("(pointer: fine)").matches));
  const wanted = root.querySelector("[data-focus]");
  if (wanted) wanted.focus();
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.innerText);
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.done;
  setTimeout(() => (label.textContent = before), 2000);
}

function select(row) {
  each(document, "[data-row][aria-selected]", (other) => other.removeAttribute("aria-selected"));
  row.setAttribute("aria-selected", "true");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function batchKey(event) {
  const batch = document.querySelector("[data-batch]");
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (!batch || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...batch.querySelectorAll("[data-row]")];
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "j" || event.key === "k") {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (next) select(next);
  } else if (at >= 0 && /^[1-9]$/.test(event.key)) {
    const button = rows[at].querySelector(`[data-key="${event.key}"]`);
    if (!button) return;
    event.preventDefault(); // a label leads into its field, which the digit must not be typed into
    button.click();
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  each(document, "details.menu[open]", (menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") each(document, "details.menu[open]", (menu) => (menu.open = false));
  else batchKey(event);
});

const PATIENCE = 10_000; // milliseconds until a form may be sent again: its answer may never have come

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("method") !== "post" || event.defaultPrevented) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, PATIENCE);
});

// Whoever goes back to a page may send its form again.
addEventListener("pageshow", () => each(document, "form[data-sent]", (form) => delete form.dataset.sent));

document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
prepare(document);
