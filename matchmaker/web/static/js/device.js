/* What this device keeps: drafts of observations, in a store of the browser, each with the account that wrote it. */
const NAME = "matchmaker";
const STORE = "drafts";

export const device = document.getElementById("device")?.dataset;

/* The words of the page in the reader's language; # stands for a number. */
export function say(key, number = "") {
  return device[`say${key[0].toUpperCase()}${key.slice(1)}`].replace("#", number);
}

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "token" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const work = database.transaction(STORE, mode);
      const asked = act(work.objectStore(STORE));
      work.oncomplete = () => done(asked.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  } finally {
    database.close();
  }
}

/* Other windows hear of every change. */
export const windows = new BroadcastChannel("matchmaker-drafts");

async function change(act) {
  await inStore("readwrite", act);
  windows.postMessage("changed");
}

export const keep = (draft) => change((store) => store.put({ ...draft, owner: device.owner, at: Date.now() }));
export const drop = (token) => change((store) => store.delete(token));
export const wipe = () => change((store) => store.clear());

/* Drafts of the account that is signed in, newest first; those of others are neither shown nor sent. */
export async function own() {
  const all = await inStore("readonly", (store) => store.getAll());
  return all.filter((draft) => draft.owner === device.owner).sort((one, other) => other.at - one.at);
}

export async function draftOf(token) {
  const draft = await inStore("readonly", (store) => store.get(token));
  return draft?.owner === device.owner ? draft : undefined;
}

/* It arrived: only its number and title stay, so that its author sees that it was sent. */
export const filed = (draft, number, address) =>
  keep({ token: draft.token, state: "filed", title: draft.title, number, address });

export const unsent = (drafts) => drafts.filter((draft) => draft.state !== "filed");
