/* What the page of a proposal gains with JavaScript: a button that prints, the answer anew when a choice is made, and on
   a phone the details folded below the answer. */
"use strict";

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

document.querySelectorAll("#proposal select").forEach((choice) => {
  choice.addEventListener("change", () => choice.form.requestSubmit());
});

document.querySelectorAll("#proposal > .details").forEach((details) => {
  const isNarrow = !window.matchMedia("(width >= 60rem)").matches;
  if (isNarrow && !details.querySelector(".errorlist")) {
    details.open = false;
  }
  window.addEventListener("beforeprint", () => {
    details.open = true;
  });
});
