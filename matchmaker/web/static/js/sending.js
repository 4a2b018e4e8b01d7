/* Sends what waits on this device, each draft under the token that was made for it, so that it arrives once. */
import { device, filed, keep, own, say } from "./device.js";

const PATIENCE = 10_000;

/* Whose session this is, with a fresh token against forged forms; or that there is no network, or no session. */
export async function pass() {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(device.token, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 401 || answer.status === 403) return { state: "signedOut" };
    return answer.ok ? { state: "open", ...(await answer.json()) } : { state: "away" };
  } catch {
    return { state: "away" };
  }
}

function asForm(draft) {
  const form = new FormData();
  for (const [name, values] of Object.entries(draft.fields)) for (const value of values) form.append(name, value);
  form.set("form_token", draft.token);
  if (draft.photo) form.set("photo", draft.photo, draft.photo.name || "photo.jpg");
  return form;
}

async function sendOne(draft, token) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(device.drafts, { method: "POST", body: asForm(draft), headers });
  const said = answer.ok || answer.status === 422 ? await answer.json() : {};
  if (said.state === "filed") {
    await filed(draft, said.number, said.address);
    return { state: "filed", number: said.number };
  }
  if (said.state === "attention") {
    const marked = said.marked.length > 0;
    for (const name of said.marked) draft.fields[name] = [""];
    const problems = said.problems.map((one) => ({ label: one.label, message: one.message }));
    await keep({ ...draft, title: draft.fields.title?.[0] ?? "", state: "attention", problems });
    return { state: "attention", marked };
  }
  if (answer.status === 413) {
    await keep({ ...draft, state: "attention", problems: [{ label: "", message: say("failed") }] });
    return { state: "attention", marked: false };
  }
  return { state: answer.status === 401 ? "signedOut" : "failed" };
}

async function sendAll() {
  const waiting = (await own()).filter((draft) => draft.state === "waiting");
  if (!waiting.length) return [];
  const mine = await pass();
  if (mine.state !== "open") return [{ state: mine.state }];
  if (mine.owner !== device.owner) return [{ state: "signedOut" }];
  const results = [];
  for (const draft of waiting) {
    try {
      results.push(await sendOne(draft, mine.token));
    } catch {
      results.push({ state: "failed" });
    }
  }
  return results;
}

/* One tab sends at a time; the others need not. */
export async function sendWaiting() {
  if (!navigator.locks) return sendAll();
  return navigator.locks.request("matchmaker-sending", { ifAvailable: true }, (lock) => (lock ? sendAll() : []));
}
