/* Size, movement and spoken links for <figure data-graph>; without it the picture scrolls and links work. */
"use strict";

const STEP = 1.25;
const [SMALLEST, LARGEST] = [0.3, 4];
const KEYS = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };

function sizes(view, svg) {
  const { width, height } = svg.viewBox.baseVal;
  let scale = 1;
  return (wanted) => {
    const next = Math.min(LARGEST, Math.max(SMALLEST, wanted(scale)));
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    svg.setAttribute("width", width * next);
    svg.setAttribute("height", height * next);
    view.scrollLeft = (middle[0] * next) / scale - view.clientWidth / 2;
    view.scrollTop = (middle[1] * next) / scale - view.clientHeight / 2;
    scale = next;
  };
}

function centre(view) {
  const narrow = view.classList.contains("narrow");
  view.scrollLeft = narrow ? 0 : (view.scrollWidth - view.clientWidth) / 2;
  view.scrollTop = narrow ? 0 : (view.scrollHeight - view.clientHeight) / 2;
}

/* A mouse drags; a finger scrolls, as everywhere else. */
function drag(view) {
  let far = 0;
  let held = false;
  view.addEventListener("pointerdown", (event) => { held = event.pointerType === "mouse" && event.button === 0; far = 0; });
  view.addEventListener("pointermove", (event) => {
    if (!held || event.buttons === 0) return;
    far += Math.abs(event.movementX) + Math.abs(event.movementY);
    view.scrollLeft -= event.movementX;
    view.scrollTop -= event.movementY;
    view.classList.toggle("dragged", far > 6);
  });
  for (const end of ["pointerup", "pointerleave"]) {
    view.addEventListener(end, () => { held = false; view.classList.remove("dragged"); });
  }
  view.addEventListener("dragstart", (event) => event.preventDefault());
  view.addEventListener("click", (event) => { if (far > 6) event.preventDefault(); }, true);
}

function speak(figure, view) {
  const says = figure.querySelector("[data-says]");
  const tell = (event) => {
    const title = event.target.closest(".link, a.node")?.querySelector("title");
    if (title) says.textContent = title.textContent.trim().split("\n").filter((line) => line.trim()).join(" · ");
  };
  view.addEventListener("focusin", tell);
  view.addEventListener("pointerover", tell);
}

/* One for each drawing; of the wide and the narrow one only one is shown. */
function prepare(figure, view) {
  const size = sizes(view, view.querySelector("svg"));
  const acts = {
    in: () => size((scale) => scale * STEP),
    out: () => size((scale) => scale / STEP),
    all: () => { size(() => 1); centre(view); },
  };
  for (const button of figure.querySelectorAll("[data-zoom]")) button.addEventListener("click", acts[button.dataset.zoom]);
  view.addEventListener("keydown", (event) => {
    const keys = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.all };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) view.scrollBy(...KEYS[event.key]);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  drag(view);
  speak(figure, view);
  centre(view);
}

for (const figure of document.querySelectorAll("[data-graph]")) {
  figure.querySelector(".graph-tools").hidden = false;
  for (const view of figure.querySelectorAll(".graph-view")) prepare(figure, view);
}
