/* A search box that offers what is being typed (WAI-ARIA 1.2 combobox). Without it the box is a plain form. */
"use strict";

const LEAST_TYPED = 2;
const PAUSE_MS = 120;

const suggestIn = (input) => {
  const box = input.parentElement;
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let pause = 0, asked = null, active = -1;

  Object.assign(list, { id: `${input.id}-suggestions`, className: "pg-suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  told.className = "usa-sr-only";
  told.setAttribute("role", "status");
  box.append(list, told);
  input.autocomplete = "off";
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.children];

  const choose = (place) => {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", options()[place].id);
    options()[place].scrollIntoView({ block: "nearest" });
  };

  const open = () => { list.hidden = false; input.setAttribute("aria-expanded", "true"); };

  const close = () => {
    clearTimeout(pause);
    if (asked) asked.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const optionOf = (found, place) => {
    const option = document.createElement("li");
    const name = document.createElement("b");
    const note = document.createElement("small");
    option.id = `${list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = found.url;
    name.textContent = found.label;
    note.textContent = found.note ? `${found.kind}, ${found.note}` : found.kind;
    option.append(name, " ", note);
    return option;
  };

  const show = (found) => {
    list.replaceChildren(...found.map(optionOf));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    told.textContent = found.length ? `${found.length} suggestion${found.length > 1 ? "s" : ""}` : "No suggestions";
    if (found.length) open(); else close();
  };

  const ask = async () => {
    const typed = input.value.trim();
    if (asked) asked.abort();
    if (typed.length < LEAST_TYPED) { close(); told.textContent = ""; return; }
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed.slice(0, 100))}`, {
        signal: asked.signal,
      });
      if (!answer.ok) return;
      const found = (await answer.json()).suggestions;
      if (typed === input.value.trim() && document.activeElement === input) show(found);
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  };

  const go = (option) => { location.assign(option.dataset.url); };

  input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE_MS); });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) { open(); choose(step > 0 ? 0 : count - 1); return; }
      const next = active + step;
      choose(next >= count || next === -1 ? -1 : next < -1 ? count - 1 : next);
    } else if (event.key === "Enter") {
      if (!list.hidden && active >= 0) { event.preventDefault(); go(options()[active]); } else close();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Home" || event.key === "End" || event.key === "ArrowLeft" || event.key === "ArrowRight") {
      choose(-1);
    }
  });
};

document.querySelectorAll("input[data-suggest]").forEach(suggestIn);
