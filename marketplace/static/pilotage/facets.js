/* A long list of filters can be narrowed by typing. Without this script the list unfolds under "Show all". */
"use strict";

document.querySelectorAll("[data-long-facet]").forEach((facet) => {
  const words = facet.querySelector("[data-facet-words]");
  const said = facet.querySelector("[data-facet-said]");
  const rest = facet.querySelector("details");
  const choices = [...facet.querySelectorAll("label")];
  const narrow = () => {
    const wanted = words.value.trim().toLowerCase();
    choices.forEach((choice) => {
      choice.hidden = !choice.querySelector("span").textContent.toLowerCase().includes(wanted);
    });
    if (rest && wanted) rest.open = true;
    const shown = choices.filter((choice) => !choice.hidden).length;
    said.textContent = wanted ? `${shown} of ${choices.length} shown` : "";
  };
  words.hidden = false;
  words.addEventListener("input", narrow);
  /* What is typed here narrows the list only; it is no new search. */
  words.addEventListener("change", (event) => event.stopPropagation());
  words.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
});
