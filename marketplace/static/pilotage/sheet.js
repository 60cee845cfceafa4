/* On a phone the filters open as a modal sheet: it keeps the focus, closes with Escape and gives the focus back.
   Without it the same link leads to the same form, opened by its address. */
"use strict";

const sheet = document.querySelector(".pg-sheet");
const narrow = matchMedia("(max-width: 61.99rem)");

/* Another district brings other filters: the whole page is asked for, not the results alone. */
const district = sheet && sheet.querySelector("#district");
const isGivingDistrict = (event) => document.activeElement === district || event.submitter?.id === "use-district";
if (district) district.addEventListener("change", (event) => event.stopPropagation());

if (sheet && HTMLDialogElement.prototype.showModal) {
  const dialog = document.createElement("dialog");
  const place = document.createComment("filters");
  dialog.className = "pg-sheet-dialog";
  dialog.setAttribute("aria-label", sheet.getAttribute("aria-label"));
  sheet.before(place, dialog);

  const open = () => { dialog.append(sheet); dialog.showModal(); };

  dialog.addEventListener("close", () => {
    place.after(sheet);
    const opener = document.querySelector(".pg-sheet-open");
    if (opener && narrow.matches) opener.focus();
  });
  narrow.addEventListener("change", () => dialog.close());
  document.addEventListener("click", (event) => {
    if (event.target.closest(".pg-sheet-open") && narrow.matches) { event.preventDefault(); open(); }
    else if (dialog.open && event.target.closest(".pg-sheet__close a")) { event.preventDefault(); dialog.close(); }
  });
  /* The results behind it are those of the filters already, so showing them is closing it. */
  sheet.addEventListener("submit", (event) => {
    if (!dialog.open || sheet.classList.contains("htmx-request") || isGivingDistrict(event)) return;
    event.preventDefault();
    dialog.close();
  });
}
