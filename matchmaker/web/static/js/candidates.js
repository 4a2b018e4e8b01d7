/* While a name is typed: the types that it may mean, from the list that the device keeps. */
const MOST = 8;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

async function listOf(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const { types } = await answer.json();
  return types.map((type) => ({ ...type, keys: type.names.map(fold) }));
}

/* 0 for the very name, 1 where all words begin words of a name, 2 where the name begins so without its spaces. */
function distance(key, words) {
  const asked = words.join(" ");
  if (key === asked) return 0;
  const parts = key.split(" ");
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 1;
  return key.replaceAll(" ", "").startsWith(asked.replaceAll(" ", "")) ? 2 : 9;
}

function found(types, typed) {
  const words = fold(typed).split(" ").filter(Boolean);
  if (!words.length) return [];
  const near = types.map((type) => ({ type, far: Math.min(...type.keys.map((key) => distance(key, words))) }));
  const sorted = near.filter((one) => one.far < 9).sort((a, b) => a.far - b.far || a.type.name.localeCompare(b.type.name));
  return sorted.slice(0, MOST);
}

function line(template, { id, name, about }, number, chosen) {
  const item = template.content.firstElementChild.cloneNode(true);
  const [box, label] = [item.querySelector("input"), item.querySelector("label")];
  box.value = id;
  box.id = `found-${number}`;
  box.checked = chosen;
  label.htmlFor = box.id;
  label.querySelector("[data-name]").textContent = name;
  label.querySelector("[data-about]").textContent = about;
  return item;
}

/* Returns what shows the candidates of a text, with one of them chosen; null where no list can be had. */
export async function candidates(form) {
  let types;
  try {
    types = await listOf(form.dataset.equipment);
  } catch {
    return null;
  }
  const place = form.querySelector("[data-candidates]");
  const list = place.querySelector("ul");
  const unlisted = list.querySelector("[data-unlisted]");
  const template = place.querySelector("template");
  return {
    show(typed, chosen) {
      const near = found(types, typed);
      const exact = near.filter((one) => one.far === 0);
      const taken = near.some((one) => one.type.id === chosen) ? chosen : exact.length === 1 ? exact[0].type.id : "";
      const lines = near.map((one, number) => line(template, one.type, number, one.type.id === taken));
      list.replaceChildren(...lines, unlisted);
      place.hidden = !typed.trim();
    },
    nameOf: (id) => types.find((type) => type.id === id)?.name ?? "",
  };
}
