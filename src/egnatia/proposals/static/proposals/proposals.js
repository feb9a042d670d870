/* What the page of a proposal gains with JavaScript: a button that prints, and the answer anew when a choice is made. */
"use strict";

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

document.querySelectorAll("#proposal select").forEach((choice) => {
  choice.addEventListener("change", () => choice.form.requestSubmit());
});
