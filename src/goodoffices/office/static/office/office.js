// What a page can do better with scripts; without them every link and form works as it stands.
"use strict";

// Says something to those who do not see it, once and briefly.
function say(words) {
  let place = document.getElementById("said");
  if (!place) {
    place = document.createElement("p");
    place.id = "said"; place.className = "visually-hidden"; place.setAttribute("role", "status");
    document.body.append(place);
  }
  if (place.textContent !== words) place.textContent = words;
}

async function pageAt(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

// A link marked data-swap leads to the same page with another #swap: only that part is put in place; focus stays where it was, or goes to the point.
async function swap(address) {
  const active = document.activeElement, place = document.getElementById("swap");
  const key = place.contains(active) ? active.dataset.key || active.id || "point" : null;
  const { answer, page } = await pageAt(address);
  const found = page.getElementById("swap");
  if (!answer.ok || !found) { location.href = address; return; }
  place.replaceWith(found);
  history.replaceState(null, "", address);
  document.title = page.title;
  prepare(found);
  if (key) (found.querySelector(`[data-key="${key}"], #${key}`) || found.querySelector("#point")).focus();
  const told = found.querySelector("[data-say]");
  if (told) say(told.dataset.say);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap], #swap svg a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  swap(new URL(link.getAttribute("href"), location.href).href);
});

// Arrow keys walk along, unless they are needed where one is: in fields, and in what scrolls sideways.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
  const region = event.target.closest(".scroll, figure");
  if (region && region.scrollWidth > region.clientWidth) return;
  const link = document.querySelector(`a[data-key="${event.key}"]`);
  if (!link) return;
  event.preventDefault();
  swap(link.href);
});

// An order: each option can be moved up and down by buttons, or dragged; a move exchanges two places, so that ties elsewhere stay.
function orderable(list) {
  const rows = () => [...list.querySelectorAll("p")];
  const place = (row) => row.querySelector("select");
  const sort = () => rows().sort((a, b) => place(a).value - place(b).value).forEach((row) => list.append(row));
  const tell = (row) => say(`${row.querySelector("label").textContent}: ${place(row).value} of ${rows().length}`);
  const move = (row, by) => {
    const all = rows(), other = all[all.indexOf(row) + by];
    if (!other) { tell(row); return; }
    if (place(row).value === place(other).value) place(row).value = String(Math.min(all.length, Math.max(1, Number(place(row).value) + by)));
    else [place(row).value, place(other).value] = [place(other).value, place(row).value];
    if (by < 0) other.before(row); else other.after(row);
    tell(row);
  };
  sort();
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
    place(row).addEventListener("change", () => { sort(); place(row).focus(); tell(row); });
    row.draggable = true;
    row.addEventListener("dragstart", () => { list.dragged = row; });
    row.addEventListener("dragover", (event) => event.preventDefault());
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      const all = rows(), from = all.indexOf(list.dragged), to = all.indexOf(row);
      for (let k = 0; from >= 0 && k < Math.abs(to - from); k += 1) move(list.dragged, Math.sign(to - from));
    });
  }
}

// A number can be dragged or moved by arrow keys on a slider; what counts is the field, which is empty until the slider is moved.
function sliding(box) {
  const field = box.querySelector("input"), slider = document.createElement("input");
  slider.type = "range"; slider.min = 0; slider.max = 100; slider.step = 5; slider.value = field.value || 50;
  slider.setAttribute("aria-label", "The same on a slider");
  slider.setAttribute("aria-describedby", "ends");
  const tell = () => slider.setAttribute("aria-valuetext", field.value || "not set yet");
  slider.addEventListener("input", () => { field.value = slider.value; tell(); });
  field.addEventListener("input", () => { slider.value = field.value || 50; tell(); });
  tell();
  box.prepend(slider);
}

// A page that waits looks again by itself: it says how far things are, and what came.
function waiting(place) {
  const words = place.querySelector("[data-words]");
  setTimeout(async () => {
    try {
      const { answer, page } = await pageAt(location.href);
      const again = answer.ok && page.getElementById(place.id);
      if (again && "wait" in again.dataset) {
        const now = again.querySelector("[data-words]").textContent;
        if (words.textContent !== now) words.textContent = now;
      } else if (again) {
        words.innerHTML = "";
        const link = document.createElement("a");
        link.href = location.href; link.textContent = "The analysis has ended. Read what it says.";
        words.append(link);
        return;
      }
    } catch { /* The office does not answer: look again later. */ }
    waiting(place);
  }, 1500);
}

// A text is checked as one types: the faults of its draft, as the page would name them.
function checking(form) {
  const text = form.querySelector("textarea"), list = form.querySelector("[data-faults]");
  let later, asked;
  text.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(async () => {
      if (asked) asked.abort();
      asked = new AbortController();
      const sent = new FormData(form);
      sent.set("step", "check");
      try {
        const { answer, page } = await pageAt(location.href, { method: "POST", body: sent, signal: asked.signal });
        const faults = [...page.querySelectorAll("#faults li")].map((fault) => fault.textContent);
        const told = faults.length ? faults : [answer.ok ? "The text above has no mistakes." : "It could not be checked."];
        if (told.join("\n") === [...list.children].map((one) => one.textContent).join("\n")) return;
        list.replaceChildren(...told.map((words) => { const one = document.createElement("li"); one.textContent = words; return one; }));
      } catch { /* A newer check took its place. */ }
    }, 600);
  });
}

function prepare(within) {
  within.querySelectorAll("[data-order]").forEach(orderable);
  within.querySelectorAll("[data-slider]").forEach(sliding);
  within.querySelectorAll("[data-wait]").forEach(waiting);
  within.querySelectorAll("[data-check]").forEach(checking);
  within.querySelectorAll("[data-hidden]").forEach((one) => { one.hidden = false; });
}

prepare(document);
// What a form led to is where one goes on reading: an error first, else the place that the address names.
const wrong = document.getElementById("wrong");
if (wrong) wrong.focus();
