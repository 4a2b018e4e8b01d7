/* The fields of a form as plain values, and back. */
const OWN = new Set(["csrf_token", "form_token", "seen"]);

export function readFields(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!OWN.has(name) && typeof value === "string") (fields[name] ??= []).push(value);
  }
  return fields;
}

export function writeFields(form, fields) {
  for (const control of form.elements) {
    if (!control.name || OWN.has(control.name) || ["file", "submit", "button", "fieldset"].includes(control.type)) continue;
    const values = fields[control.name] ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
}

export const fieldOf = (form, name) => form.elements.namedItem(name);
