/* On every page of those who file: keeps the form for times without a network, sends what waits, warns before leaving. */
import { device, draftOf, filed, own, say, unsent, windows, wipe } from "./device.js";
import { sendWaiting } from "./sending.js";

const CACHE = "matchmaker-filing";

async function keepForm() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const wanted = JSON.parse(device.keep);
  const state = [device.owner, device.language, ...wanted].join(" ");
  if (sessionStorage.getItem("kept") === state) return;
  const cache = await caches.open(CACHE);
  for (const address of wanted) {
    const answer = await fetch(address, { headers: { Accept: "text/html, */*" } });
    if (!answer.ok || answer.redirected) return;
    await cache.put(address, answer);
  }
  for (const held of await cache.keys()) if (!wanted.includes(new URL(held.url).pathname)) await cache.delete(held);
  sessionStorage.setItem("kept", state);
}

function tell(results) {
  const place = document.querySelector("[data-device-says]") ?? newPlace();
  place.replaceChildren(...results.flatMap((one) => [sentence(one), document.createElement("br")]));
}

function newPlace() {
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  document.getElementById("main").prepend(place);
  return place;
}

function sentence(one) {
  const link = document.createElement("a");
  link.href = one.state === "signedOut" ? device.signIn : device.drafts;
  if (one.state === "filed") link.textContent = say("sent", one.number);
  else if (one.state === "attention") link.textContent = say(one.marked ? "marked" : "look");
  else link.textContent = say(one.state === "signedOut" ? "signedOut" : "failed");
  return link;
}

async function carry() {
  const results = (await sendWaiting()).filter((one) => one.state !== "away");
  if (results.length) tell(results);
  await show();
}

async function show() {
  await count();
  document.dispatchEvent(new CustomEvent("drafts-changed"));
}

async function count() {
  const line = document.querySelector("[data-drafts-line]");
  if (!line) return;
  const number = unsent(await own()).length;
  line.hidden = number === 0;
  line.querySelector("a").textContent = say("count", number);
}

/* The receipt names the form that it is for, so the draft of it is done with. */
async function settle() {
  const receipt = document.querySelector("[data-receipt]");
  const token = new URLSearchParams(location.search).get("sent");
  if (!receipt || !token) return;
  const draft = await draftOf(token);
  if (draft) await filed(draft, receipt.dataset.receipt, receipt.dataset.address);
  history.replaceState(null, "", location.pathname);
}

for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const left = await own().then((drafts) => unsent(drafts).length, () => 0);
    if (left && !confirm(say("leave", left))) {
      delete form.dataset.sent;
      return;
    }
    await wipe().catch(() => undefined);
    await window.caches?.delete(CACHE);
    sessionStorage.removeItem("kept");
    form.submit();
  });
}

window.addEventListener("online", carry);
windows.addEventListener("message", show);
// Where the browser keeps nothing (a private window), the form works like any other.
settle().then(carry).catch(() => undefined);
keepForm().catch(() => undefined); // without a network what was kept before still serves
