/* Pan and zoom for <div class="graph"><svg data-pan viewBox="…">; buttons carry data-zoom="in|out|all". */
"use strict";

function moved(svg, change) {
  const box = svg.viewBox.baseVal;
  change(box);
  svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
}

function zoom(svg, factor, at = { x: 0.5, y: 0.5 }) {
  moved(svg, (box) => {
    box.x += box.width * (1 - factor) * at.x;
    box.y += box.height * (1 - factor) * at.y;
    box.width *= factor;
    box.height *= factor;
  });
}

function pan(svg, right, down) {
  moved(svg, (box) => {
    box.x += right * box.width;
    box.y += down * box.height;
  });
}

function drag(svg) {
  let last = null;
  let far = 0;
  svg.addEventListener("pointerdown", (event) => { last = event; far = 0; });
  svg.addEventListener("pointermove", (event) => {
    if (!last || event.buttons === 0) return;
    const size = svg.getBoundingClientRect();
    const [right, down] = [event.clientX - last.clientX, event.clientY - last.clientY];
    far += Math.abs(right) + Math.abs(down);
    pan(svg, -right / size.width, -down / size.height);
    svg.classList.add("dragged");
    last = event;
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
    svg.addEventListener(end, () => { last = null; svg.classList.remove("dragged"); });
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => { if (far > 6) event.preventDefault(); }, true);
}

const KEYS = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };

for (const graph of document.querySelectorAll(".graph")) {
  const svg = graph.querySelector("svg[data-pan]");
  if (!svg) continue;
  const whole = svg.getAttribute("viewBox");
  const acts = { in: () => zoom(svg, 0.8), out: () => zoom(svg, 1.25), all: () => svg.setAttribute("viewBox", whole) };
  for (const button of graph.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  graph.addEventListener("keydown", (event) => {
    if (KEYS[event.key]) pan(svg, ...KEYS[event.key]);
    else if (event.key === "+") acts.in();
    else if (event.key === "-") acts.out();
    else if (event.key === "0") acts.all();
    else return;
    event.preventDefault();
  });
  drag(svg);
}
