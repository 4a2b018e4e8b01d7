/* The drafts of this device, sent and not sent. */
import { device, drop, own, say, unsent } from "./device.js";

const list = document.querySelector("[data-drafts]");
const template = document.querySelector("template[data-draft]");
const when = new Intl.DateTimeFormat(device.language === "en" ? "en-GB" : device.language, { dateStyle: "medium", timeStyle: "short" });

function stateOf(draft) {
  return say(draft.state, draft.number ?? "");
}

function line(draft) {
  const item = template.content.firstElementChild.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  const done = draft.state === "filed";
  part("title").textContent = draft.title || say("untitled");
  part("state").textContent = stateOf(draft);
  part("when").textContent = when.format(draft.at);
  part("problems").append(...(draft.problems ?? []).map((one) => problem(one)));
  part("open").href = done ? draft.address : `${device.form}#draft=${draft.token}`;
  part("open").textContent = say(done ? "receipt" : draft.state === "attention" ? "mend" : "open");
  part("delete").textContent = say("delete");
  part("delete").addEventListener("click", async () => {
    await drop(draft.token);
    await show();
  });
  return item;
}

function problem(one) {
  const item = document.createElement("li");
  item.textContent = one.label ? `${one.label}: ${one.message}` : one.message;
  return item;
}

async function show() {
  const drafts = await own();
  list.replaceChildren(...drafts.map(line));
  document.querySelector("[data-no-drafts]").hidden = drafts.length > 0;
  document.querySelector("[data-send]").hidden = !unsent(drafts).some((draft) => draft.state === "waiting");
  if (drafts.some((draft) => draft.state === "waiting") && !navigator.onLine) {
    document.querySelector("[data-device-says]").textContent = say("noNetwork");
  }
}

document.addEventListener("drafts-changed", show);
document.querySelector("[data-send]").addEventListener("click", () => window.dispatchEvent(new Event("online")));
await show();
