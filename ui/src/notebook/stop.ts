// One door: what is known, what happened, the form, what was raised, photos. Each change is on the
// disk before the next one.

import { button, el, icon, notice } from "./dom.ts";
import { type FormPart, showForm } from "./form-view.ts";
import { newId } from "./id.ts";
import { asked, inMatter, isGroup, mattersOpen, questions } from "./judge.ts";
import { photoField } from "./photo-field.ts";
import { said, t } from "./say.ts";
import * as store from "./store.ts";
import { where } from "./today.ts";
import type {
  Answers,
  Form,
  Group,
  Item,
  MatterDraft,
  Outcome,
  Part,
  Route,
  Stop,
  Submission,
} from "./types.ts";
import * as vault from "./vault.ts";

const MATTERS_MAX = 10;

export interface Door {
  route: Route;
  stop: Stop;
  /** The page is shown anew. */
  again(): void;
  /** `spoken`: somebody is there who takes a receipt. */
  finished(spoken: boolean): void;
}

export async function showStop(door: Door): Promise<HTMLElement> {
  const latest = await store.latestOf(door.stop.visit);
  const parts = [facts(door.stop), before(door.stop)];
  if (latest?.state === "draft") return el("div", { class: "stack" }, ...parts, await filling(door, latest));
  const done = latest !== undefined;
  return el("div", { class: "stack" }, ...parts, done ? written(door, latest) : outcomes(door, null));
}

function facts(stop: Stop): HTMLElement {
  const row = (name: string, value: string): HTMLElement =>
    el("div", {}, el("dt", {}, t(name)), el("dd", {}, value));
  const time = stop.window ? `${stop.window[0]}–${stop.window[1]}` : stop.arrive;
  return el(
    "dl",
    { class: "facts" },
    row("notebook-stop-where", where(stop)),
    row("notebook-stop-time", stop.invited ? t("notebook-stop-time-invited", { time }) : time),
  );
}

function before(stop: Stop): HTMLElement | null {
  if (stop.before.length === 0) return null;
  const lines = stop.before.map((it) => el("li", {}, `${it.number} ${it.title}（${it.state}）`));
  return notice("info", el("p", {}, t("notebook-stop-before")), el("ul", {}, ...lines));
}

function outcomes(door: Door, replaces: string | null): HTMLElement {
  const choose = (outcome: Outcome, picture: string, kind: string): HTMLElement =>
    button(t(`notebook-outcome-${outcome}`), () => begin(door, outcome, replaces), kind, picture);
  return el(
    "section",
    { class: "stack", "aria-label": t("notebook-outcome") },
    el("h2", {}, t("notebook-outcome")),
    el(
      "div",
      { class: "notebook-outcomes" },
      choose("visited", "user-check", "button primary large"),
      choose("not_met", "house", "button large"),
      choose("declined", "circle-x", "button large"),
      choose("do_not_disturb", "bell", "button large"),
    ),
    el("p", { class: "hint" }, t("notebook-outcome-hint")),
  );
}

async function begin(door: Door, outcome: Outcome, replaces: string | null): Promise<void> {
  const kept = await vault.vault();
  const earlier = replaces === null ? null : await old(replaces);
  const submission: Submission = {
    id: newId(),
    visit: door.stop.visit,
    form: door.route.form.id,
    form_version: door.route.form.version,
    form_digest: door.route.form.digest,
    replaces,
    outcome,
    answers: outcome === "visited" ? (earlier?.answers ?? {}) : {},
    matters: outcome === "visited" ? (earlier?.matters ?? []).map((it) => ({ ...it })) : [],
    made_at: Date.now() * 1_000,
    skew_seconds: kept?.skew_seconds ?? 0,
    author: kept?.account ?? "",
  };
  await store.keepSubmission(submission, "draft");
  if (outcome === "visited") return door.again();
  await store.finish(submission, new Set());
  door.finished(false);
}

async function old(id: string): Promise<Submission | null> {
  const item = (await store.items()).find((it) => it.id === id);
  return item ? store.read<Submission>(item) : null;
}

function written(door: Door, latest: Item): HTMLElement {
  const more = el("div", { hidden: true }, outcomes(door, latest.id));
  return el(
    "div",
    { class: "stack" },
    notice("ok", el("p", {}, t(latest.state === "sent" ? "notebook-written-sent" : "notebook-written"))),
    el(
      "div",
      { class: "actions" },
      el(
        "a",
        { class: "button", href: `#receipt/${door.stop.visit}` },
        icon("qr-code"),
        t("notebook-receipt"),
      ),
      button(
        t("notebook-written-again"),
        () => {
          more.hidden = false;
        },
        "button quiet",
        "pencil",
      ),
    ),
    more,
  );
}

async function filling(door: Door, item: Item): Promise<HTMLElement> {
  const submission = await store.read<Submission>(item);
  const form = door.route.form;
  const status = el("p", { class: "hint", role: "status" }, t("notebook-kept"));
  const saver = saving(submission, status);
  const shown = new Map<string, FormPart>();
  const matters = el("section", { class: "stack section" });
  const main = showForm({
    form,
    parts: form.parts,
    answers: submission.answers,
    around: () => ({}),
    matters,
    changed: () => {
      saver();
      drawMatters();
    },
    photo: (question) =>
      photoField({
        submission,
        question: question.name,
        matter: "",
        answers: submission.answers,
        changed: saver,
      }),
  });
  const drawMatters = (): void => {
    const open = mattersOpen(form, submission.answers);
    if (open && submission.matters.length === 0) submission.matters.push({ id: newId(), answers: {} });
    if (open === matters.childElementCount > 0) return;
    redrawMatters(open);
  };
  const redrawMatters = (open: boolean): void => {
    shown.clear();
    matters.replaceChildren(
      ...(open ? mattersOf({ form, submission, shown, saver, again: () => redrawMatters(true) }) : []),
    );
  };
  drawMatters();
  const finish = button(
    t("notebook-finish"),
    async () => {
      const wrong = [main, ...shown.values()].filter((part) => !part.check());
      if (wrong.length > 0) return;
      const ready = settled(form, submission);
      await store.finish(ready, photosOf(form, ready));
      door.finished(true);
    },
    "button primary large",
    "check",
  );
  const discard = button(
    t("notebook-discard"),
    async () => {
      if (!confirm(t("notebook-discard-sure"))) return;
      await store.finish({ ...submission, answers: {}, matters: [] }, new Set());
      await store.drop(submission.id);
      door.again();
    },
    "button quiet",
  );
  return el(
    "div",
    { class: "stack" },
    main.element,
    status,
    el("div", { class: "actions sticky" }, finish, discard),
  );
}

/** Writes at once, one after the other: the last change is the one that stays. */
function saving(submission: Submission, status: HTMLElement): () => void {
  let last = Promise.resolve();
  return () => {
    const copy = structuredClone(submission);
    status.replaceChildren(t("notebook-keeping"));
    last = last.then(async () => {
      try {
        await store.keepSubmission(copy, "draft");
        status.className = "hint";
        status.replaceChildren(t("notebook-kept"));
      } catch {
        status.className = "error";
        status.replaceChildren(t("notebook-not-kept"));
      }
    });
  };
}

interface Matters {
  form: Form;
  submission: Submission;
  shown: Map<string, FormPart>;
  saver(): void;
  again(): void;
}

function mattersOf(of: Matters): HTMLElement[] {
  const group = findMatter(of.form.parts);
  if (!group) return [];
  const cards = of.submission.matters.map((matter, index) => oneMatter(of, group, matter, index));
  const more = button(
    t("notebook-matter-more"),
    () => {
      of.submission.matters.push({ id: newId(), answers: {} });
      of.saver();
      of.again();
    },
    "button",
    "plus",
  );
  more.disabled = of.submission.matters.length >= MATTERS_MAX;
  return [el("h2", {}, said(group.label)), ...cards, more];
}

function oneMatter(of: Matters, group: Group, matter: MatterDraft, index: number): HTMLElement {
  const part = showForm({
    form: of.form,
    parts: group.parts,
    answers: matter.answers,
    around: () => of.submission.answers,
    changed: of.saver,
    photo: (question) =>
      photoField({
        submission: of.submission,
        question: question.name,
        matter: matter.id,
        answers: matter.answers,
        changed: of.saver,
      }),
  });
  of.shown.set(matter.id, part);
  const remove = button(
    t("notebook-matter-remove"),
    () => {
      of.submission.matters = of.submission.matters.filter((it) => it.id !== matter.id);
      of.saver();
      of.again();
    },
    "button quiet small",
    "trash-2",
  );
  const title = el("h3", {}, t("notebook-matter-title", { number: index + 1 }));
  const bar = el(
    "div",
    { class: "cluster between" },
    title,
    of.submission.matters.length > 1 ? remove : null,
  );
  return el("div", { class: "card stack notebook-matter" }, bar, part.element);
}

function findMatter(parts: Part[]): Group | null {
  for (const part of parts) {
    if (!isGroup(part)) continue;
    if (part.matter) return part;
    const inside = findMatter(part.parts);
    if (inside) return inside;
  }
  return null;
}

/** Only what was to be asked leaves the phone. */
function settled(form: Form, submission: Submission): Submission {
  const open = mattersOpen(form, submission.answers);
  const matters = open ? submission.matters : [];
  const only = (answers: Answers, around: Answers, wanted: boolean): Answers => {
    const names = asked(form, { ...around, ...answers });
    const kept = questions(form).filter(
      (placed) => inMatter(placed) === wanted && names.has(placed.question.name),
    );
    const entries = kept.flatMap(({ question }) => {
      const answer = answers[question.name];
      return answer === undefined ? [] : [[question.name, answer] as const];
    });
    return Object.fromEntries(entries);
  };
  return {
    ...submission,
    made_at: Date.now() * 1_000,
    answers: only(submission.answers, {}, false),
    matters: matters.map((matter) => ({
      ...matter,
      answers: only(matter.answers, submission.answers, true),
    })),
  };
}

function photosOf(form: Form, submission: Submission): Set<string> {
  const found = new Set<string>();
  for (const { question } of questions(form).filter((placed) => placed.question.kind === "image")) {
    for (const answers of [submission.answers, ...submission.matters.map((matter) => matter.answers)]) {
      const answer = answers[question.name];
      if (typeof answer === "string") found.add(answer);
    }
  }
  return found;
}
