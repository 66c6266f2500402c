"use strict";
// Everything stays here until somebody sends it: no request is made, and none could be.
const M = JSON.parse(document.getElementById("model").textContent), F = document.getElementById("form");
const $ = id => document.getElementById(id), KEY = "cfdiag:" + M.response.questionnaire.sha256 + M.response.group;
const all = (what, from = document) => [...from.querySelectorAll(what)];
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
let code = [...crypto.getRandomValues(new Uint8Array(8))].map(n => LETTERS[n % 31]).join(""), answers = {};

// Conditions: true, false, or undefined where what they rest on is not known.
const truth = v => v === undefined ? undefined : Array.isArray(v) ? v.length > 0 : Boolean(v);
const same = (a, b) => typeof a === typeof b && JSON.stringify(a) === JSON.stringify(b);
function first(parts, item, decisive) {
  let found = !decisive;
  for (const part of parts) {
    const v = truth(value(part, item));
    if (v === decisive) return decisive;
    if (v === undefined) found = undefined;
  }
  return found;
}
function value([what, ...of], item) {
  if (what === "is") return of[0];
  if (what === "name") {
    const given = answers[item + of[0]] || answers[of[0]];
    return given ? given.status === "answered" ? given.value : undefined : of[0] === "group" ? M.response.group : undefined;
  }
  if (what === "and" || what === "or") return first(of, item, what === "or");
  if (what === "not") { const v = truth(value(of[0], item)); return v === undefined ? v : !v; }
  if (what === "known") return value(of[0], item) !== undefined;
  const [a, b] = of.map(part => value(part, item));
  if (a === undefined || b === undefined) return undefined;
  if (what === "in" || what === "not in") return (Array.isArray(b) ? b.some(x => same(x, a)) : typeof a === "string" && typeof b === "string" && b.includes(a)) === (what === "in");
  if (what === "==" || what === "!=") return same(a, b) === (what === "==");
  if (typeof a !== typeof b || typeof a === "boolean") return false;
  return what === "<" ? a < b : what === "<=" ? a <= b : what === ">" ? a > b : a >= b;
}

// What stands in the form.
const ticked = name => all(`[name="${name}"]:checked`, F).map(each => each.value);
const typed = name => { const field = F.elements[name]; return field ? field.value.trim() : ""; };
function given(key, kind) {
  const picked = ticked(key);
  if (picked.includes("?")) return { status: "unknown" };
  if (kind === "options") return picked.length ? { status: "answered", value: picked } : null;
  if (kind === "step") return picked.length ? { status: "answered", value: Number(picked[0]) } : null;
  if (kind === "tick" || kind === "option") return picked.length ? { status: "answered", value: picked[0] } : null;
  if (kind === "order") {
    const places = all(`[data-of="${key}"]`, F).filter(each => each.value).map(each => [Number(each.value), each.dataset.option]);
    const order = places.sort((a, b) => a[0] - b[0]).map(each => each[1]);
    return order.length ? { status: "answered", value: order } : null;
  }
  const text = typed(key);
  return text ? { status: "answered", value: kind === "figure" ? Number(text) : text } : null;
}
function answer(set) {
  const key = set.dataset.key, found = given(key, set.dataset.kind) || { status: "skipped" };
  const [second] = ticked(key + ".importance"), [basis] = ticked(key + ".basis"), note = typed(key + ".note");
  if (second === "?") found.importance_status = "unknown";
  else if (second) found.importance = Number(second);
  if (basis && found.status === "answered") found.basis = basis;
  if (note && found.status === "answered") found.note = note;
  return found;
}
function chosen(section) { return section.dataset.pick ? ticked("pick:" + section.dataset.section) : null; }
function look() {
  answers = {};
  for (const box of all("[data-item]", F)) {
    const picks = chosen(box.closest("section"));
    if (picks) box.hidden = !picks.includes(box.dataset.item);
  }
  for (const set of all("fieldset[data-key]", F)) {
    const item = set.dataset.key.slice(0, set.dataset.key.lastIndexOf("/") + 1), box = set.closest("[data-item]");
    set.hidden = Boolean(set.dataset.when) && truth(value(JSON.parse(set.dataset.when), item)) !== true;
    if (!set.hidden && !(box && box.hidden)) answers[set.dataset.key] = answer(set);
  }
  for (const section of all("section[data-section]", F)) {
    const sets = all("fieldset[data-key]", section);
    section.hidden = sets.length > 0 && !section.dataset.pick && !section.dataset.own && sets.every(set => set.hidden);
  }
  const asked = Object.values(answers), open = asked.filter(each => each.status === "skipped").length;
  $("progress").textContent = M.texts.progress.replace("{n}", asked.length - open).replace("{of}", asked.length);
  const named = $("named");
  if (named) named.hidden = ticked("cfdiag:consent")[0] !== "named";
}
function response() {
  const items = {};
  for (const box of all("[data-item]", F)) {
    const section = box.closest("section").dataset.section, own = box.querySelector("[data-name]");
    if (!box.hidden) (items[section] ||= {})[box.dataset.item] = own ? own.value.trim() || box.dataset.item : box.dataset.label;
  }
  const consent = ticked("cfdiag:consent")[0] || null, name = consent === "named" ? typed("cfdiag:name") || null : null;
  const own = $("department") ? { department: typed("cfdiag:department") || null } : {};
  return { format: "cfdiag/response@1", ...M.response, ...own, code, date: new Date().toLocaleDateString("sv"), consent, name, items, answers };
}

// A draft for this tab alone; where the browser keeps none, there is none.
function keep() {
  try { sessionStorage.setItem(KEY, JSON.stringify([code, added, all("input,textarea,select", F).map(each => [each.name, each.value, each.checked])])); } catch { /* no draft */ }
}
const added = {};
function add(section, go = true) {
  const place = all("section", F).find(each => each.dataset.section === section), n = (added[section] || 0) + 1;
  if (n > Number(place.dataset.own)) return;
  added[section] = n;
  const box = document.createElement("div");
  box.innerHTML = $("own:" + section).innerHTML.replaceAll("@ITEM@", "i" + n);
  const made = box.firstElementChild;
  place.querySelector(".own").append(made);
  if (n >= Number(place.dataset.own)) place.querySelector("[data-add]").hidden = true;
  if (go) made.querySelector("input").focus();
}
try {
  const [before, lists, fields] = JSON.parse(sessionStorage.getItem(KEY) || "[]");
  if (before) {
    code = before;
    for (const [section, n] of Object.entries(lists)) for (let i = 0; i < n; i++) add(section, false);
    all("input,textarea,select", F).forEach((each, at) => {
      const [name, text, on] = fields[at] || [];
      if (name === each.name) { if (/radio|checkbox/.test(each.type)) each.checked = on && text === each.value; else each.value = text; }
    });
  }
} catch { /* no draft */ }

// The end: look through, then save, share, copy or mail.
function said(set) {
  const found = answers[set.dataset.key] || {}, labels = all("input:checked", set).map(each => {
    const inner = each.closest("fieldset"), label = each.closest("label").textContent.trim();
    return inner === set ? label : inner.querySelector("legend").textContent.trim() + " " + label;
  });
  const places = all("select", set).filter(each => each.value).sort((a, b) => a.value - b.value).map(each => each.previousElementSibling.textContent);
  const texts = all("textarea,input:not([type=radio]):not([type=checkbox])", set).map(each => each.value.trim());
  return found.status === "skipped" && !labels.length ? "–" : [...labels, ...places, ...texts].filter(Boolean).join(" · ") || "–";
}
function review() {
  look();
  const list = $("answers");
  list.replaceChildren();
  for (const set of all("fieldset[data-key],#department", F)) {
    if (set.dataset.key && !(set.dataset.key in answers)) continue;
    const term = document.createElement("dt"), told = document.createElement("dd"), link = document.createElement("a");
    link.href = "#" + set.id;
    link.textContent = set.querySelector("legend").textContent.trim();
    term.append(link);
    told.textContent = said(set) + (set.dataset.required && answers[set.dataset.key].status === "skipped" ? " " + M.texts.required : "");
    list.append(term, told);
  }
  $("review").hidden = false;
  $("review").querySelector("h2").focus();
  $("review").scrollIntoView();
}
const json = () => JSON.stringify(response(), null, 1), file = () => M.response.questionnaire.id + "-" + code + ".json";
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) { sum ^= byte; for (let i = 0; i < 8; i++) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0); }
  return ((sum ^ -1) >>> 0).toString(16).toUpperCase().padStart(8, "0");
}
function asText() {
  const bytes = new TextEncoder().encode(json()), packed = btoa([...bytes].map(byte => String.fromCharCode(byte)).join(""));
  const shown = all("dt", $("answers")).map(term => term.textContent + "\n  " + term.nextElementSibling.textContent).join("\n");
  return shown + "\n\n-----BEGIN CFDIAG RESPONSE-----\n" + packed.match(/.{1,64}/g).join("\n") + "\n=" + crc(bytes) + "\n-----END CFDIAG RESPONSE-----\n";
}
const blob = () => new File([json()], file(), { type: "application/json" });
const tell = text => { $("told").textContent = text; };
const ACTS = {
  add: button => { add(button.dataset.add); },
  review,
  save: () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob());
    link.download = file();
    link.click();
    tell(M.texts.saved.replace("{file}", file()));
  },
  share: () => { navigator.share({ files: [blob()] }).catch(() => {}); },
  copy: () => {
    const box = $("text");
    box.value = asText();
    box.hidden = false;
    box.select();
    if (navigator.clipboard) navigator.clipboard.writeText(box.value).then(() => tell(M.texts.copied), () => tell(M.texts.select));
    else tell(M.texts.select);
  },
};
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-act]");
  if (button) { ACTS[button.dataset.act](button); look(); keep(); }
});
F.addEventListener("input", event => {
  const { target } = event;
  if (target.dataset.alone !== undefined || target.value === "?") { if (target.checked) all(`[name="${target.name}"]`, F).forEach(each => { if (each !== target) each.checked = false; }); }
  else if (target.type === "checkbox" && target.checked) all(`[name="${target.name}"]`, F).forEach(each => { if (each.dataset.alone !== undefined || each.value === "?") each.checked = false; });
  if (target.dataset.name !== undefined) all("[data-said]", target.closest("[data-item]")).forEach(each => { each.textContent = target.value.trim() || M.texts.item; });
  look();
  keep();
});
F.addEventListener("submit", event => event.preventDefault());
if (navigator.canShare && navigator.canShare({ files: [blob()] })) $("share").hidden = false;
for (const each of all(".script")) each.hidden = false;
look();
