/* The observation form on a device: candidates while a name is typed, a draft that saves itself, sending without a network. */
import { candidates } from "./candidates.js";
import { device, draftOf, keep, say } from "./device.js";
import { fieldOf, readFields, writeFields } from "./fields.js";
import { pass } from "./sending.js";

const PAUSE = 600;
const form = document.querySelector("[data-filing]");
const says = form.querySelector("[data-device-says]");
const words = fieldOf(form, "equipment_words");
const answered = form.dataset.answered === "yes";
let shown = null;
let kept = null;
let wait;

const token = () => fieldOf(form, "form_token").value;
const chosen = () => form.querySelector('[name="equipment_id"]:checked')?.value ?? "";
const isEmpty = () => !["equipment_words", "title", "observation"].some((name) => fieldOf(form, name).value.trim());

async function save(state) {
  clearTimeout(wait);
  if (isEmpty()) return;
  const photo = fieldOf(form, "photo").files[0] ?? kept;
  const title = fieldOf(form, "title").value.trim();
  await keep({ token: token(), state, title, fields: readFields(form), photo, problems: [] });
  history.replaceState(null, "", `${location.pathname}#draft=${token()}`);
}

function saveSoon() {
  clearTimeout(wait);
  wait = setTimeout(() => save("draft"), PAUSE);
}

/* A blank form gets a token of this device, for the page may come from what was kept; a draft brings its own. */
async function begin() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("draft");
  const draft = wanted && !answered ? await draftOf(wanted) : undefined;
  if (draft?.fields) return restore(draft);
  if (answered) return save("draft");
  if (crypto.randomUUID) fieldOf(form, "form_token").value = crypto.randomUUID();
  const asked = new URLSearchParams(location.search).get("equipment");
  if (asked && !words.value && shown) words.value = shown.nameOf(asked);
  if (words.value) shown?.show(words.value, asked || chosen());
}

function restore(draft) {
  fieldOf(form, "form_token").value = draft.token;
  shown?.show(draft.fields.equipment_words?.[0] ?? "", draft.fields.equipment_id?.[0] ?? "");
  writeFields(form, draft.fields);
  kept = draft.photo ?? null;
  for (const part of form.querySelectorAll("details")) {
    part.open = [...part.querySelectorAll("select, textarea")].some((control) => control.value);
  }
  if (draft.problems?.length) says.textContent = draft.problems.map((one) => `${one.label}: ${one.message}`).join(" ");
}

/* With a network the page is sent as it is; without one it waits on the device. */
async function send() {
  await save("draft").catch(() => undefined);
  const mine = await pass();
  if (mine.state === "open" && mine.owner === device.owner) {
    fieldOf(form, "csrf_token").value = mine.token;
    if (kept && !fieldOf(form, "photo").files.length) attach(kept);
    form.submit();
    return;
  }
  try {
    await save("waiting");
  } catch {
    form.submit();
    return;
  }
  if (mine.state === "away") {
    location.href = device.drafts;
    return;
  }
  delete form.dataset.sent;
  const link = document.createElement("a");
  [link.href, link.textContent] = [device.signIn, say("signIn")];
  says.replaceChildren(`${say("signedOut")} `, link);
}

function attach(photo) {
  const files = new DataTransfer();
  files.items.add(new File([photo], photo.name || "photo.jpg", { type: photo.type }));
  fieldOf(form, "photo").files = files.files;
}

shown = await candidates(form);
await begin().catch(() => undefined); // in a private window nothing is kept, and the form is like any other
if (shown) form.querySelector("[data-find]").hidden = true;
words.addEventListener("input", () => shown?.show(words.value, chosen()));
form.addEventListener("input", saveSoon);
form.addEventListener("change", saveSoon);
form.addEventListener("submit", (event) => {
  clearTimeout(wait);
  if (event.defaultPrevented || !event.submitter?.hasAttribute("data-file")) return;
  event.preventDefault();
  send();
});
const draftButton = form.querySelector("[data-keep-draft]");
draftButton.hidden = false;
draftButton.addEventListener("click", async () => {
  await save("draft");
  says.textContent = say("kept");
});
