// What a page can do better with scripts; without them every link and form works as it stands.
"use strict";

// A text of a script, in the language of the page: the page carries it, with places for what is put into it.
const text = (name, given = {}) => document.body.dataset[`text${name}`].replace(/\{(\w+)\}/g, (place, key) => key in given ? given[key] : place);

// The address of the point that is marked, while another one is pointed at.
let marked;

// Says something to those who do not see it. It is emptied first: the same words are heard again.
let saying;
function say(words) {
  const place = document.getElementById("said");
  clearTimeout(saying);
  place.textContent = "";
  saying = setTimeout(() => { place.textContent = words; }, 100);
}

async function pageAt(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" }, ...options });
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

const addressOf = (link) => new URL(link.getAttribute("href"), location.href).href;

// A link marked data-swap leads to the same page with another #swap: only that part is put in place; focus stays where it was, or goes to the point.
async function swap(address) {
  marked = undefined;
  const active = document.activeElement, place = document.getElementById("swap");
  const key = place.contains(active) ? active.dataset.key || active.id || "point" : null, slid = (place.querySelector("figure") || place).scrollLeft;
  const { answer, page } = await pageAt(address);
  const found = page.getElementById("swap");
  if (!answer.ok || !found) { location.href = address; return; }
  place.replaceWith(found);
  history.replaceState(null, "", address);
  document.title = page.title;
  prepare(found);
  const figure = found.querySelector("figure");
  if (figure) { figure.scrollLeft = slid; inView(figure); }
  if (key) (found.querySelector(`[data-key="${key}"], #${key}`) || found.querySelector("#point")).focus();
  const told = found.querySelector("[data-say]");
  if (told) say(told.dataset.say.replace(/\s+/g, " "));
}

// A drawing that is wider than its place is moved so far that what is marked is seen.
function inView(figure) {
  const mark = figure.querySelector("[data-focus]");
  if (!mark || figure.scrollWidth <= figure.clientWidth) return;
  const at = mark.getBoundingClientRect(), room = figure.getBoundingClientRect();
  if (at.left < room.left + 16 || at.right > room.right - 16) figure.scrollLeft += at.left + at.width / 2 - (room.left + room.width / 2);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]") || (event.target.closest("#swap svg") && nearest(event));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const isBeside = document.getElementById("swap").contains(link);
  swap(addressOf(link)).then(() => {
    // From the table of points one goes up to the package; the table stays open.
    if (!isBeside) { document.getElementById("swap").scrollIntoView({ block: "start" }); document.getElementById("point").focus({ preventScroll: true }); }
  });
});

// Pointing at a point shows its package beside the drawing; focus and address stay, and it stays until another is pointed at or Escape brings the marked one back.
const shown = new Map();
let pointing;
async function peek(address) {
  if (!shown.has(address)) shown.set(address, await pageAt(address));
  const { answer, page } = shown.get(address), panel = document.getElementById("panel"), found = page.getElementById("panel");
  if (!answer.ok || !found || !panel || panel.contains(document.activeElement)) return;
  marked = marked || location.href;
  panel.replaceWith(document.importNode(found, true));
  const ring = document.querySelector("#swap svg [data-focus]"), other = page.querySelector("#swap svg [data-focus]");
  if (ring && other) ring.replaceWith(document.importNode(other, true));
}
// The link of the point nearest to where one points or taps: a dot need not be hit.
function nearest(event) {
  let best = 24, found = null;
  for (const link of document.querySelectorAll("#swap svg a[data-point]")) {
    const at = link.getBoundingClientRect(), far = Math.hypot(at.x + at.width / 2 - event.clientX, at.y + at.height / 2 - event.clientY);
    if (event.target.closest("a") === link) return link;
    if (far < best) { best = far; found = link; }
  }
  return found;
}
document.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "mouse" || !event.target.closest("#swap svg")) return;
  clearTimeout(pointing);
  pointing = setTimeout(() => { const link = nearest(event); if (link) peek(addressOf(link)); }, 90);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && marked) { peek(marked); marked = undefined; }
});

// Arrow keys walk along, unless they are needed where one is: in fields, and in what scrolls sideways.
document.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  // Elsewhere on the page these two keys go to its ends.
  if (event.key.length < 5 && !event.target.closest("#drawn, .pager")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary")) return;
  const region = event.target.closest(".scroll, figure");
  if (region && region.scrollWidth > region.clientWidth) return;
  const link = document.querySelector(`a[data-key="${event.key}"]`);
  if (!link) return;
  event.preventDefault();
  swap(link.href);
});

// An order: one taps the best first, then the next; what has a place can be moved up and down by buttons, or dragged. A move exchanges two places, so that ties
// elsewhere stay. Nothing has a place before it is given one.
function orderable(list) {
  const rows = () => [...list.querySelectorAll("p")], place = (row) => row.querySelector("select"), words = (row) => row.querySelector("label").textContent;
  const placed = () => rows().filter((row) => place(row).value), open = () => rows().filter((row) => !place(row).value);
  const tell = (row) => say(text("Placed", { what: words(row), place: place(row).value, n: rows().length }));
  const button = (row, sign, label, act) => {
    const one = document.createElement("button");
    one.type = "button"; one.className = "secondary"; one.textContent = sign; one.setAttribute("aria-label", label);
    one.addEventListener("click", act);
    row.querySelector(".movers").append(one);
  };
  const draw = () => {
    [...placed().sort((a, b) => place(a).value - place(b).value), ...open()].forEach((row) => list.append(row));
    for (const row of rows()) {
      row.querySelector(".movers").replaceChildren();
      row.classList.toggle("open", !place(row).value);
      if (place(row).value) {
        button(row, "↑", text("MoveUp", { what: words(row) }), () => move(row, -1));
        button(row, "↓", text("MoveDown", { what: words(row) }), () => move(row, 1));
      } else if (placed().length) button(row, text("Next"), text("IsNext", { what: words(row) }), () => give(row));
      else button(row, text("Best"), text("IsBest", { what: words(row) }), () => give(row));
    }
  };
  const last = () => { if (open().length === 1 && placed().length) place(open()[0]).value = String(rows().length); };
  const give = (row) => {
    place(row).value = String(placed().length + 1);
    last(); draw();
    // Another row is under the finger now: a second touch of the same tap is not meant for it.
    list.style.pointerEvents = "none";
    setTimeout(() => { list.style.pointerEvents = ""; }, 350);
    // What was pressed is gone: the next choice is under the finger, or at the end the whole order is told and nothing is under it.
    if (open().length) { tell(row); open()[0].querySelector(".movers button").focus(); return; }
    say(placed().map((one) => `${place(one).value}. ${words(one)}`).join(", "));
    (list.closest("form").querySelector(".answers button") || list).focus();
  };
  const move = (row, by) => {
    const all = placed(), other = all[all.indexOf(row) + by], mine = place(row);
    if (other && mine.value === place(other).value) mine.value = String(Math.min(rows().length, Math.max(1, Number(mine.value) + by)));
    else if (other) [mine.value, place(other).value] = [place(other).value, mine.value];
    draw(); tell(row);
    row.querySelectorAll(".movers button")[by < 0 ? 0 : 1].focus();
  };
  list.tabIndex = -1;
  for (const row of rows()) {
    const movers = document.createElement("span");
    movers.className = "movers";
    row.append(movers);
    place(row).addEventListener("change", () => { draw(); place(row).focus(); tell(row); });
    row.draggable = true;
    row.addEventListener("dragstart", () => { list.dragged = row; });
    row.addEventListener("dragover", (event) => event.preventDefault());
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      // What is dragged over an order stands there; whatever has no place yet is put in the order of the list.
      const all = rows(), from = all.indexOf(list.dragged), to = all.indexOf(row);
      if (from < 0 || from === to) return;
      all.splice(to, 0, ...all.splice(from, 1));
      all.forEach((one, k) => { place(one).value = String(k + 1); });
      draw(); tell(list.dragged);
    });
  }
  draw();
}

// A number can be dragged or moved by arrow keys on a slider; what counts is the field, which is empty until the slider is moved.
function sliding(box) {
  const field = box.querySelector("input"), slider = document.createElement("input");
  slider.type = "range"; slider.min = 0; slider.max = 100; slider.step = 5; slider.value = field.value || 50;
  slider.setAttribute("aria-label", text("Slider"));
  slider.setAttribute("aria-describedby", "ends");
  const tell = () => { slider.setAttribute("aria-valuetext", field.value || text("NotSet")); slider.classList.toggle("unset", !field.value); };
  const take = () => { field.value = slider.value; tell(); };
  for (const moved of ["input", "click"]) slider.addEventListener(moved, take);
  slider.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); take(); } });
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
        const told = document.createElement("p"), link = document.createElement("a");
        told.className = "message"; told.setAttribute("role", "status");
        link.href = location.href; link.textContent = text("AnalysisEnded");
        told.append(link);
        place.replaceChildren(told);
        return;
      }
    } catch { /* The office does not answer: look again later. */ }
    waiting(place);
  }, 1500);
}

// A text is checked as one types: the faults of its draft, as the page would name them.
function checking(form) {
  const typed = form.querySelector("textarea"), list = form.querySelector("[data-faults]");
  let later, asked;
  typed.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(async () => {
      if (asked) asked.abort();
      asked = new AbortController();
      const sent = new FormData(form);
      sent.set("step", "check");
      try {
        const { answer, page } = await pageAt(location.href, { method: "POST", body: sent, signal: asked.signal });
        const faults = [...page.querySelectorAll("#faults li")].map((fault) => fault.textContent);
        const told = faults.length ? faults : [answer.ok ? text("NoMistakes") : text("NotChecked")];
        if (told.join("\n") === [...list.children].map((one) => one.textContent).join("\n")) return;
        list.replaceChildren(...told.map((words) => { const one = document.createElement("li"); one.textContent = words; return one; }));
      } catch { /* A newer check took its place. */ }
    }, 600);
  });
}

// What is tried is followed by its result: each change is sent, and what it comes to is put in its place. Nothing goes into an address or a history.
function living(form) {
  const place = () => document.querySelector(form.dataset.live);
  let later, asked, before;
  form.querySelectorAll("[data-manual]").forEach((one) => { one.classList.add("secondary"); });
  const follow = async () => {
    if (asked) asked.abort();
    asked = new AbortController();
    place().setAttribute("aria-busy", "true");
    try {
      const { answer, page } = await pageAt(location.pathname, { method: "POST", body: new FormData(form), signal: asked.signal });
      const found = page.querySelector(form.dataset.live);
      if (!found || answer.status >= 500) throw new Error("no result");
      renew(place(), found);
      place().removeAttribute("aria-busy");
      const told = [...place().querySelectorAll("[data-verdict], .error")].map((one) => one.textContent.replace(/\s+/g, " ").trim()).join(" ");
      say(told === before ? text("AsBefore", { what: told }) : told);
      before = told;
    } catch (fault) {
      // A newer try took its place; or the office does not answer, and the button sends the form as without scripts.
      if (fault.name !== "AbortError") place().removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(follow, 150); });
}

// What scrolls sideways is a stop of the tab key; what does not need not be one.
const stop = (one) => { one.tabIndex = one.scrollWidth > one.clientWidth ? 0 : -1; };
const widths = new ResizeObserver((seen) => seen.forEach(({ target }) => stop(target.closest(".scroll, figure"))));
function stops(within) {
  for (const one of within.querySelectorAll(".scroll, figure[tabindex]")) { stop(one); widths.observe(one); if (one.lastElementChild) widths.observe(one.lastElementChild); }
}

// A text is put on the clipboard by a button, which says that it was.
function copying(button) {
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = text("Copied"); say(text("Copied"));
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// A form that saves itself: as one leaves a field, what it holds goes into the draft, and a line says so.
function savingItself(form) {
  const told = form.querySelector("[data-saved]"), held = () => new URLSearchParams(new FormData(form)).toString();
  let before = held(), turn = Promise.resolve();
  const save = async () => {
    if (held() === before) return;
    before = held();
    const { answer, page } = await pageAt(location.pathname, { method: "POST", body: new FormData(form) });
    const wrong = page.getElementById("wrong"), fresh = page.querySelector(`[data-autosave="${CSS.escape(form.dataset.autosave)}"]`);
    told.classList.toggle("error", !answer.ok);
    told.textContent = answer.ok ? text("Saved", { time: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) }) : (wrong ? wrong.firstChild.textContent.trim() : text("NotChecked"));
    if (answer.ok && fresh) { renew(document.getElementById("state"), page.getElementById("state")); grown(form, fresh); before = held(); }
  };
  form.addEventListener("change", () => { turn = turn.then(save, save); });
}

// What is typed in a text is saved every few seconds. What did not arrive stays in this page, which says so; nothing is written to the device.
const EVERY = 3000;
function typing(form) {
  const words = form.querySelector("textarea"), seen = form.querySelector("[name=seen]"), told = form.querySelector("[data-typed]");
  // On a page that shows others' words beside nothing is saved before a button is pressed.
  let arrived = "unsaved" in told.dataset ? null : words.value, waits = form.dataset.typing === "waits", wasWrong = false, isLeaving = false, turn = Promise.resolve();
  // Those who do not see the line hear the first time that it is saved, and each time that this changes.
  let heard = "";
  const tell = (kind, words_, isWrong) => {
    told.classList.toggle("error", isWrong);
    if (told.textContent !== words_) told.textContent = words_;
    if (kind !== heard && kind !== "typing") { heard = kind; say(words_); }
    wasWrong = isWrong;
  };
  const send = async (step) => {
    const sent = words.value, data = new FormData(form);
    data.set("step", step);
    const { answer, page } = await pageAt(form.action, { method: "POST", body: data });
    const found = page.getElementById("typed-here");
    if (!found) throw new Error("no answer");
    if (!answer.ok) { waits = waits || answer.status === 409; tell("refused", found.textContent.trim(), true); return false; }
    arrived = sent; seen.value = found.dataset.seen; form.querySelector("[name=instead]").value = "";
    tell("saved", text("Typed", { time: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" }) }), false);
    return true;
  };
  const away = () => tell("away", text("NotTyped"), true);
  const save = async () => {
    if (waits || isLeaving || words.value === arrived) return;
    try { await send("save"); } catch { away(); }
  };
  const again = () => setTimeout(() => { turn = turn.then(save).then(again); }, EVERY);
  words.addEventListener("input", () => { if (words.value !== arrived && !wasWrong) tell("typing", text("Typing"), false); });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || form.dataset.sent) { isLeaving = true; return; }
    event.preventDefault();
    // One after another: what is under way arrives first. The page is left when everything has arrived.
    turn = turn.then(async () => {
      try {
        if (await send(button.value)) {
          waits = false;
          if (button.value === "done") { isLeaving = true; location.href = form.dataset.leads; }
        } else { form.dataset.sent = "yes"; isLeaving = true; form.requestSubmit(button); }
      } catch { away(); }
    });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { isLeaving = false; delete form.dataset.sent; arrived = null; } });
  addEventListener("beforeunload", (event) => { if (!isLeaving && words.value !== arrived && (arrived !== null || words.value !== words.defaultValue || "unsaved" in told.dataset)) event.preventDefault(); });
  again();
}

// A part of the page is put in place anew; what was typed there stays, and what was open.
function renew(place, found) {
  const open = [...place.querySelectorAll("details")].map((one) => one.open), typed = [...place.querySelectorAll("input[id]:not([type=hidden]), textarea[id]")].map((one) => [one.id, one.value]);
  place.replaceChildren(...found.childNodes);
  for (const [id, value] of typed) { const field = document.getElementById(id); if (field) field.value = value; }
  place.querySelectorAll("details").forEach((one, k) => { one.open = Boolean(open[k]); });
  prepare(place);
}

// An option that was added stands in its list, with a line for one more; the summary says the names as they are now.
function grown(form, fresh) {
  const options = (one) => [...one.querySelectorAll('[name="option_text"]')], at = options(form).indexOf(document.activeElement);
  const closed = form.closest("details");
  if (closed) closed.querySelector("summary").replaceChildren(...fresh.closest("details").querySelector("summary").childNodes);
  if (options(form).length === options(fresh).length) return;
  form.querySelector("fieldset").replaceWith(fresh.querySelector("fieldset"));
  if (at >= 0 || document.activeElement === document.body) options(form)[Math.max(at, 0) || options(form).length - 1].focus();
}

// Of some choices those are shown that mean something where another choice stands.
function byChoice(group) {
  const chosen = document.getElementById(group.dataset.byChoice);
  const show = () => group.querySelectorAll("[data-where]").forEach((one) => {
    one.hidden = !one.dataset.where.split(" ").includes(chosen.value);
    if (one.hidden) one.querySelector("input").checked = false;
  });
  chosen.addEventListener("change", show); show();
}

// Ctrl + Alt + L leads to the page on which one leaves at once; each browser remembers whether it is switched off.
const isOff = (name) => { try { return localStorage.getItem(name) === "off"; } catch { return false; } };
function switching(button) {
  const name = button.dataset.switch, tell = () => { button.textContent = isOff(name) ? button.dataset.on : button.dataset.off; };
  button.type = "button";
  button.addEventListener("click", () => { try { if (isOff(name)) localStorage.removeItem(name); else localStorage.setItem(name, "off"); } catch { /* Nothing is remembered here. */ } tell(); });
  tell();
}
document.addEventListener("keydown", (event) => {
  const leave = document.getElementById("leave-now");
  if (!leave || !event.ctrlKey || !event.altKey || event.code !== "KeyL" || isOff("leave-key")) return;
  event.preventDefault();
  location.href = leave.href;
});

function prepare(within) {
  stops(within);
  within.querySelectorAll("[data-order]").forEach(orderable);
  within.querySelectorAll("[data-slider]").forEach(sliding);
  within.querySelectorAll("[data-by-choice]").forEach(byChoice);
  within.querySelectorAll("[data-autosave]").forEach(savingItself);
  within.querySelectorAll("[data-typing]").forEach(typing);
  within.querySelectorAll("[data-wait]").forEach(waiting);
  within.querySelectorAll("[data-check]").forEach(checking);
  within.querySelectorAll("[data-live]").forEach(living);
  within.querySelectorAll("[data-copy]").forEach(copying);
  // A finger at the edge of the bar means the bar, not the box behind it: browsers look for the nearest thing that listens.
  within.querySelectorAll("[data-question='never'] > .answers").forEach((bar) => bar.addEventListener("click", () => {}));
  // Where one came from is where one goes back to, with what was typed there.
  within.querySelectorAll("[data-back]").forEach((link) => link.addEventListener("click", (event) => { if (history.length > 1) { event.preventDefault(); history.back(); } }));
  within.querySelectorAll("[data-switch]").forEach(switching);
  within.querySelectorAll("[data-hidden]").forEach((one) => { one.hidden = false; });
}

prepare(document);
// The menu is open where it stands beside the page: style alone shows it there, and does not say so to those who hear the page.
for (const menu of document.querySelectorAll("details.menu")) menu.open = matchMedia("(min-width: 64rem)").matches;
document.querySelectorAll("#swap figure").forEach(inView);
// What a form led to is where one goes on reading: an error first, else the place that the address names.
const wrong = document.getElementById("wrong");
if (wrong) {
  // The place that an address names would take the reader away from what went wrong.
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  wrong.focus();
  addEventListener("load", () => { wrong.focus(); wrong.scrollIntoView({ block: "center" }); });
}
// What was done is heard first, and what the address names is open.
const done = document.getElementById("told"), named = location.hash && document.getElementById(location.hash.slice(1));
if (done && !wrong && document.activeElement === document.body) done.focus({ preventScroll: true });
const folded = named && named.closest("section") && named.closest("section").querySelector(":scope > details");
if (folded) folded.open = true;
const mend = wrong && wrong.dataset.field && document.getElementById(wrong.dataset.field);
if (mend) { mend.setAttribute("aria-invalid", "true"); mend.setAttribute("aria-describedby", "wrong"); }
