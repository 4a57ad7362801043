// What a page can do better with scripts; without them every link and form works as it stands.
"use strict";

// A link marked data-swap brings the same page with another #swap: only that part is put in place, the address follows.
async function swap(link, keepHistory) {
  const answer = await fetch(link.href, { credentials: "same-origin" });
  if (!answer.ok) { location.href = link.href; return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("swap"), place = document.getElementById("swap");
  if (!found || !place) { location.href = link.href; return; }
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
  place.replaceWith(found);
  if (keepHistory) history.replaceState(null, "", link.href);
  prepare(found);
  if (focused) { const again = found.querySelector(`[data-key="${focused}"]`); if (again) again.focus(); }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap], #swap svg a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  swap({ href: new URL(link.getAttribute("href"), location.href).href }, true);
});

// Pointing at a mark of a chart shows its package.
let pointed;
document.addEventListener("mouseover", (event) => {
  const link = event.target.closest("#swap svg a");
  clearTimeout(pointed);
  if (link) pointed = setTimeout(() => swap({ href: new URL(link.getAttribute("href"), location.href).href }, true), 120);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const link = document.querySelector(`[data-key="${event.key}"]`);
  if (!link) return;
  event.preventDefault();
  if ("swap" in link.dataset) swap(link, true); else location.href = link.href;
});

// An order: each option can be moved up and down by buttons, or dragged; the numbers follow.
function orderable(list) {
  const rows = () => [...list.querySelectorAll("p")];
  const number = () => rows().forEach((row, k) => { row.querySelector("select").value = String(k + 1); });
  rows().sort((a, b) => a.querySelector("select").value - b.querySelector("select").value).forEach((row) => list.append(row));
  const move = (row, by) => {
    const all = rows(), at = all.indexOf(row) + by;
    if (at < 0 || at >= all.length) return;
    if (by < 0) all[at].before(row); else all[at].after(row);
    number();
  };
  for (const row of rows()) {
    const label = row.querySelector("label").textContent, movers = document.createElement("span");
    movers.className = "movers";
    for (const [by, sign, words] of [[-1, "↑", "up"], [1, "↓", "down"]]) {
      const button = document.createElement("button");
      button.type = "button"; button.className = "secondary"; button.textContent = sign;
      button.setAttribute("aria-label", `Move ${label} ${words}`);
      button.addEventListener("click", () => { move(row, by); button.focus(); });
      movers.append(button);
    }
    row.append(movers);
    row.draggable = true;
    row.addEventListener("dragstart", () => { list.dragged = row; });
    row.addEventListener("dragover", (event) => {
      event.preventDefault();
      if (!list.dragged || list.dragged === row) return;
      const all = rows();
      if (all.indexOf(list.dragged) < all.indexOf(row)) row.after(list.dragged); else row.before(list.dragged);
    });
    row.addEventListener("drop", (event) => { event.preventDefault(); number(); });
    row.addEventListener("dragend", number);
  }
}

// A number can be dragged or moved by arrow keys on a slider; what counts is the field.
function sliding(box) {
  const field = box.querySelector("input"), slider = document.createElement("input");
  slider.type = "range"; slider.min = 0; slider.max = 100; slider.step = 5; slider.value = field.value || 50;
  slider.setAttribute("aria-label", "About, from 0 to 100");
  slider.addEventListener("input", () => { field.value = slider.value; });
  field.addEventListener("input", () => { slider.value = field.value || 50; });
  box.prepend(slider);
}

// A text is checked as one types: the faults of its draft, as the page would name them.
function checking(form) {
  const text = form.querySelector("textarea"), list = form.querySelector("[data-faults]");
  let later;
  text.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(async () => {
      const sent = new FormData(form);
      sent.set("step", "check");
      const answer = await fetch(location.href, { method: "POST", body: sent, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const faults = page.querySelectorAll("#faults li");
      list.replaceChildren(...[...faults].map((fault) => document.importNode(fault, true)));
      if (!faults.length && answer.ok) { const fine = document.createElement("li"); fine.textContent = "No mistakes."; list.append(fine); }
    }, 600);
  });
}

function prepare(within) {
  within.querySelectorAll("[data-check]").forEach(checking);
  within.querySelectorAll("[data-order]").forEach(orderable);
  within.querySelectorAll("[data-slider]").forEach(sliding);
  within.querySelectorAll("[data-wait]").forEach(waiting);
}

// A page that waits looks again by itself, and says what came.
function waiting(place) {
  setTimeout(async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const again = page.getElementById(place.id);
    if (!again || !("wait" in again.dataset)) { location.reload(); return; }
    place.replaceWith(again);
    waiting(again);
  }, 1500);
}

prepare(document);
