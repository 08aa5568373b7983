// Keys, and nothing else: every page works without this file.
//
// data-hotkey="/"  on a field or button: the key focuses the field or presses the button
// data-rows        on a list: j and k move between its lines, x marks the box of the line
// data-submit      on a form: a change of one of its fields sends it
// data-show        on a pane that htmx fills: its line is marked, and it is brought into sight
// data-copy="text" on a button: the text goes to the clipboard

const isTyping = (element) =>
  element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

const isSeen = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

function useHotkey(key) {
  const found = [...document.querySelectorAll("[data-hotkey]")].find(
    (element) => element.dataset.hotkey === key && isSeen(element),
  );
  if (!found) return false;
  if (isTyping(found)) {
    found.focus();
    found.select?.();
  } else {
    found.click();
  }
  return true;
}

function rowLinks() {
  return [...document.querySelectorAll("[data-rows] [data-row]")].filter(isSeen);
}

function moveRow(step) {
  const links = rowLinks();
  if (!links.length) return false;
  const here = links.findIndex((link) => link.closest("tr, li") === currentRow());
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
  return true;
}

function currentRow() {
  return document.activeElement.closest("[data-rows] tr, [data-rows] li");
}

function markRow() {
  const box = currentRow()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

const moves = { j: () => moveRow(1), k: () => moveRow(-1), x: markRow };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) && event.target.type !== "checkbox") return;
  if (document.querySelector("dialog[open], .panel-dialog:popover-open") && event.key !== "?") return;
  const done = moves[event.key] ? moves[event.key]() : useHotkey(event.key);
  if (done) event.preventDefault();
});

document.addEventListener("change", (event) => {
  event.target.closest("form[data-submit]")?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) navigator.clipboard?.writeText(button.dataset.copy);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const pane = event.target.closest("[data-show]");
  if (!pane) return;
  document.querySelector("[data-rows] [aria-current]")?.removeAttribute("aria-current");
  event.detail.requestConfig.elt.setAttribute("aria-current", "true");
  if (pane.getBoundingClientRect().top > innerHeight / 2) pane.scrollIntoView();
});
