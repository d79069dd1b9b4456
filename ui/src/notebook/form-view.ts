// The questions on the page. An answer is told on as it is typed; what is asked and what is not
// follows at once.

import { button, el, notice } from "./dom.ts";
import { asked, type Fault, faults, isDeclined, isGroup, type Placed } from "./judge.ts";
import { said, t } from "./say.ts";
import type { Answer, Answers, Form, Part, Question } from "./types.ts";

export interface FormPart {
  element: HTMLElement;
  /** Shows what is wrong and goes there; true where nothing is. */
  check(): boolean;
}

export interface Asks {
  form: Form;
  parts: Part[];
  /** Of this set alone; what it leans on stands in `around`. */
  answers: Answers;
  around(): Answers;
  changed(): void;
  photo(question: Question): HTMLElement;
  /** What stands in the place of the group about a matter. */
  matters?: HTMLElement;
}

const DECLINED = "prefer_not_to_say";
const LISTED_MAX = 6;
let counter = 0;

export function showForm(asks: Asks): FormPart {
  const fields = new Map<string, HTMLElement>();
  const errors = new Map<string, HTMLElement>();
  const everything = (): Answers => ({ ...asks.around(), ...asks.answers });
  const refresh = (): void => {
    const names = asked(asks.form, everything());
    for (const [name, field] of fields) field.hidden = !names.has(name);
  };
  const set = (question: Question, answer: Answer | undefined): void => {
    if (answer === undefined || answer === "") delete asks.answers[question.name];
    else asks.answers[question.name] = answer;
    errors.get(question.name)?.replaceChildren();
    fields.get(question.name)?.classList.remove("invalid");
    refresh();
    asks.changed();
  };
  const element = el("div", { class: "form" });
  const place = (parts: Part[], around: HTMLElement): void => {
    for (const part of parts) {
      if (isGroup(part)) {
        if (part.matter) {
          if (asks.matters) around.append(asks.matters);
          continue;
        }
        place(part.parts, around);
        continue;
      }
      const error = el("p", { class: "error", role: "alert" });
      const field = showQuestion(asks, part, error, (answer) => set(part, answer));
      fields.set(part.name, field);
      errors.set(part.name, error);
      around.append(field);
    }
  };
  place(asks.parts, element);
  refresh();
  const check = (): boolean => {
    const wanted = (placed: Placed): boolean => fields.has(placed.question.name);
    const found = faults(asks.form, everything(), wanted);
    for (const [name, field] of fields) {
      const fault = found.get(name);
      field.classList.toggle("invalid", fault !== undefined);
      errors.get(name)?.replaceChildren(...(fault ? [sentence(asks.form, asks.parts, name, fault)] : []));
    }
    const [first] = found.keys();
    if (first === undefined) return true;
    const field = fields.get(first);
    field?.scrollIntoView({ block: "center" });
    field?.querySelector<HTMLElement>("input, textarea, button")?.focus({ preventScroll: true });
    return false;
  };
  return { element, check };
}

function sentence(form: Form, parts: Part[], name: string, fault: Fault): string {
  const own = find(parts, name)?.message;
  return fault === "constraint" && own
    ? said(own)
    : t(`notebook-fault-${fault}`, { title: said(form.title) });
}

function find(parts: Part[], name: string): Question | undefined {
  for (const part of parts) {
    const found = isGroup(part) ? find(part.parts, name) : part.name === name ? part : undefined;
    if (found) return found;
  }
  return undefined;
}

function showQuestion(
  asks: Asks,
  question: Question,
  error: HTMLElement,
  set: (answer: Answer | undefined) => void,
): HTMLElement {
  const now = asks.answers[question.name];
  if (question.kind === "note") return notice("info", el("p", {}, said(question.label)));
  const id = `q${counter++}`;
  const hints = [question.hint, question.purpose].map((text, index) =>
    text
      ? el(
          "p",
          { class: "hint", id: `${id}-${index}` },
          index === 1 ? `${t("notebook-purpose")} ${said(text)}` : said(text),
        )
      : null,
  );
  const told = hints
    .map((hint) => hint?.id ?? "")
    .join(" ")
    .trim();
  if (question.kind === "select_one" || question.kind === "select_multiple") {
    return choices(asks.form, question, { now, hints, error, told, set });
  }
  const label = el("label", { for: id }, said(question.label), question.purpose ? null : optional());
  if (question.kind === "image") {
    const field = el(
      "div",
      { class: "field" },
      el("p", { class: "label" }, said(question.label)),
      ...hints,
      asks.photo(question),
      error,
    );
    return field;
  }
  const input = question.kind === "geopoint" ? placeInput(now, set) : entry(question, id, told, now, set);
  const box = declineBox(now, (declined) => {
    for (const part of input.matches("input, textarea") ? [input] : input.querySelectorAll("button")) {
      (part as HTMLInputElement).disabled = declined;
    }
    if (declined && "value" in input) input.value = "";
    set(declined ? { declined: true } : undefined);
  });
  if (isDeclined(now)) (input as HTMLInputElement).disabled = true;
  return el("div", { class: "field" }, label, ...hints, input, box, error);
}

function optional(): HTMLElement {
  return el("span", { class: "optional" }, ` ${t("notebook-optional")}`);
}

function entry(
  question: Question,
  id: string,
  told: string,
  now: Answer | undefined,
  set: (answer: Answer | undefined) => void,
): HTMLInputElement | HTMLTextAreaElement {
  const value = now === undefined || isDeclined(now) ? "" : String(now);
  const common = { id, "aria-describedby": told || undefined, autocomplete: "off" };
  let input: HTMLInputElement | HTMLTextAreaElement;
  if (question.kind === "text" && question.meaning !== "contact-phone") {
    input = el("textarea", { ...common, rows: 3, maxlength: 2_000 });
  } else {
    const types: Record<string, string> = { date: "date", time: "time", text: "tel" };
    const mode =
      question.kind === "integer" ? "numeric" : question.kind === "decimal" ? "decimal" : undefined;
    input = el("input", { ...common, type: types[question.kind] ?? "text", inputmode: mode, maxlength: 40 });
  }
  input.value = value;
  input.addEventListener("input", () => set(input.value.trim() === "" ? undefined : input.value));
  return input;
}

function declineBox(now: Answer | undefined, set: (declined: boolean) => void): HTMLElement {
  const box = el("input", { type: "checkbox" });
  box.checked = isDeclined(now);
  box.addEventListener("change", () => set(box.checked));
  return el("label", { class: "choice notebook-declined" }, box, el("span", {}, t("notebook-declined")));
}

interface Shown {
  now: Answer | undefined;
  hints: (HTMLElement | null)[];
  error: HTMLElement;
  told: string;
  set(answer: Answer | undefined): void;
}

function choices(form: Form, question: Question, shown: Shown): HTMLElement {
  const many = question.kind === "select_multiple";
  const name = `q${counter++}`;
  const chosen = new Set(
    Array.isArray(shown.now)
      ? shown.now
      : shown.now === undefined
        ? []
        : [isDeclined(shown.now) ? DECLINED : String(shown.now)],
  );
  const list: [string, string][] = (form.lists[question.list ?? ""] ?? []).map(([key, zh, en]) => [
    key,
    said([zh, en]),
  ]);
  if (!many && list.length > LISTED_MAX) return dropDown(question, list, shown);
  const boxes = [...list, [DECLINED, t("notebook-declined")] as [string, string]].map(([key, label]) => {
    const box = el("input", { type: many ? "checkbox" : "radio", name, value: key });
    box.checked = chosen.has(key);
    return { key, box, line: el("label", { class: "choice" }, box, el("span", {}, label)) };
  });
  for (const { key, box } of boxes) {
    box.addEventListener("change", () => {
      // What one would rather not say stands alone.
      if (many && box.checked)
        for (const other of boxes)
          if ((other.key === DECLINED) !== (key === DECLINED)) other.box.checked = false;
      const keys = boxes.filter((other) => other.box.checked).map((other) => other.key);
      if (keys.includes(DECLINED)) shown.set({ declined: true });
      else shown.set(many ? keys : keys[0]);
    });
  }
  const undo = many || question.purpose ? null : clearing(boxes, () => shown.set(undefined));
  const legend = el("legend", {}, said(question.label), question.purpose ? null : optional());
  const described = shown.told ? { "aria-describedby": shown.told } : {};
  return el(
    "fieldset",
    { class: "field choices", ...described },
    legend,
    ...shown.hints,
    ...boxes.map((it) => it.line),
    undo,
    shown.error,
  );
}

/** A long list is opened by the phone itself. */
function dropDown(question: Question, list: [string, string][], shown: Shown): HTMLElement {
  const id = `q${counter++}`;
  const now = isDeclined(shown.now) ? DECLINED : String(shown.now ?? "");
  const options = [["", t("notebook-choose")], ...list, [DECLINED, t("notebook-declined")]].map(
    ([key = "", label = ""]) => el("option", { value: key, selected: key === now }, label),
  );
  const select = el("select", { id, "aria-describedby": shown.told || undefined }, ...options);
  select.addEventListener("change", () => {
    if (select.value === "") shown.set(undefined);
    else shown.set(select.value === DECLINED ? { declined: true } : select.value);
  });
  const label = el("label", { for: id }, said(question.label), question.purpose ? null : optional());
  return el("div", { class: "field" }, label, ...shown.hints, select, shown.error);
}

/** A round button cannot be un-pressed otherwise. */
function clearing(boxes: { box: HTMLInputElement }[], done: () => void): HTMLElement {
  return button(
    t("notebook-clear"),
    () => {
      for (const { box } of boxes) box.checked = false;
      done();
    },
    "button quiet small",
    "rotate-ccw",
  );
}

/** Only when the button is pressed, and once (F6). */
function placeInput(now: Answer | undefined, set: (answer: Answer | undefined) => void): HTMLElement {
  const status = el("span", { role: "status" });
  const show = (answer: Answer | undefined): void => {
    status.replaceChildren(answer && !isDeclined(answer) ? t("notebook-place-kept") : "");
  };
  show(now);
  const take = button(
    t("notebook-place-take"),
    async () => {
      const found = await new Promise<GeolocationPosition | null>((done) =>
        navigator.geolocation.getCurrentPosition(done, () => done(null), {
          timeout: 15_000,
          enableHighAccuracy: true,
        }),
      );
      if (!found) {
        status.replaceChildren(t("notebook-place-failed"));
        return;
      }
      const unit = (degrees: number): number => Math.round(degrees * 1e7);
      const answer = { lat: unit(found.coords.latitude), lon: unit(found.coords.longitude) };
      set(answer);
      show(answer);
    },
    "button",
    "map-pin",
  );
  return el("div", { class: "cluster" }, take, status);
}
