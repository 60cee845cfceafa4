/* Small helpers. Every page works without them. */
"use strict";

/* After a refused form, the reader starts at the list of what needs a change. */
const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();

/* A second press of the same button does not send twice. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") { event.preventDefault(); return; }
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

/* A text field with a limit says how much room is left. */
document.querySelectorAll("[data-count-for]").forEach((note) => {
  const field = document.getElementById(note.dataset.countFor);
  if (!field) return;
  const tell = () => { note.textContent = `${field.maxLength - field.value.length} characters left`; };
  field.addEventListener("input", tell);
  tell();
});

/* A select with this attribute sends its form when changed; the button beside it stays for those without script. */
document.querySelectorAll("[data-autosubmit]").forEach((control) => {
  control.addEventListener("change", () => control.form.requestSubmit());
});

/* "Print" links */
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

/* A question that hangs on another answer of the page is hidden until that answer is given. */
const asked = [...document.querySelectorAll("[data-asked-when]")];
const isAnswered = (name, values) => [...document.getElementsByName(name)].some((control) =>
  (control.type === "checkbox" || control.type === "radio") && control.checked
  && values.split(" ").includes(control.value === "on" ? "yes" : control.value));
const showAsked = () => asked.forEach((row) => {
  const source = document.getElementsByName(row.dataset.askedWhen)[0];
  const above = source && source.closest("[data-asked-when]");
  row.hidden = Boolean(above && above.hidden) || !isAnswered(row.dataset.askedWhen, row.dataset.askedIs);
});
if (asked.length) {
  document.addEventListener("change", showAsked);
  showAsked();
}

/* An answer that the portal could not take is shown where the kept one would be: signed out meanwhile. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 401) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
