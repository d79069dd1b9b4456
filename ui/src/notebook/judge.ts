// What is asked, and whether an answer will do: the same judgement as `crates/forms`, held together
// by the vectors in crates/forms/tests/vectors.json. The server judges again; this one helps at the
// door.

import type { Answer, Answers, Expr, Form, Group, Part, Question } from "./types.ts";

export interface Placed {
  question: Question;
  groups: Group[];
}

export type Fault = "missing" | "wrong-kind" | "too-long" | "out-of-bounds" | "constraint";

const ANSWER_CHARS_MAX = 2_000;
const INTEGER_MAX = 2_147_483_647;

export function isGroup(part: Part): part is Group {
  return "group" in part;
}

export function questions(form: Form): Placed[] {
  const found: Placed[] = [];
  const walk = (parts: Part[], groups: Group[]): void => {
    for (const part of parts) {
      if (isGroup(part)) walk(part.parts, [...groups, part]);
      else found.push({ question: part, groups });
    }
  };
  walk(form.parts, []);
  return found;
}

export function inMatter(placed: Placed): boolean {
  return placed.groups.some((group) => group.matter === true);
}

/** The text of an answer as a condition sees it. */
export function textOf(answer: Answer | undefined): string {
  if (answer === undefined || answer === null) return "";
  if (Array.isArray(answer)) return answer.join(" ");
  if (typeof answer === "object") return "declined" in answer ? "" : `${answer.lat} ${answer.lon}`;
  return String(answer);
}

/** The names of the questions that are asked, given what was answered so far. */
export function asked(form: Form, answers: Answers): Set<string> {
  const names = new Set<string>();
  const counted: Answers = {};
  for (const { question, groups } of questions(form)) {
    const conditions = [...groups.map((group) => group.relevant), question.relevant];
    const open = conditions.every((expr) => expr === undefined || holds(expr, counted, ""));
    const agreed = question.consent === undefined || textOf(counted[question.consent]) === "yes";
    if (!open || !agreed) continue;
    names.add(question.name);
    const answer = answers[question.name];
    if (answer !== undefined) counted[question.name] = answer;
  }
  return names;
}

/** Whether the group about a matter is open. */
export function mattersOpen(form: Form, answers: Answers): boolean {
  const names = asked(form, answers);
  return questions(form).some((placed) => inMatter(placed) && names.has(placed.question.name));
}

export function faults(
  form: Form,
  answers: Answers,
  wanted: (placed: Placed) => boolean,
): Map<string, Fault> {
  const found = new Map<string, Fault>();
  const names = asked(form, answers);
  for (const placed of questions(form)) {
    const { question } = placed;
    if (!wanted(placed) || !names.has(question.name)) continue;
    const fault = faultOf(question, answers);
    if (fault) found.set(question.name, fault);
  }
  return found;
}

function faultOf(question: Question, answers: Answers): Fault | null {
  const answer = answers[question.name];
  if (isDeclined(answer)) return null;
  const text = textOf(answer);
  if (text === "") return question.purpose ? "missing" : null;
  if (question.kind === "text" && [...text].length > ANSWER_CHARS_MAX) return "too-long";
  if (question.kind === "integer" || question.kind === "decimal") {
    const fault = numberFault(text, question.kind === "integer");
    if (fault) return fault;
  }
  if (question.constraint !== undefined && !holds(question.constraint, answers, text)) return "constraint";
  return null;
}

function numberFault(text: string, whole: boolean): Fault | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return /^[-\d.]+$/.test(text) ? "out-of-bounds" : "wrong-kind";
  if (whole && !/^-?\d+(\.0+)?$/.test(text)) return "wrong-kind";
  const [, fraction = ""] = text.split(".");
  const tooLarge = Math.abs(Number(text)) > INTEGER_MAX;
  return tooLarge || fraction.replace(/0+$/, "").length > 6 ? "out-of-bounds" : null;
}

export function isDeclined(answer: Answer | undefined): boolean {
  return typeof answer === "object" && answer !== null && "declined" in answer;
}

export function holds(expr: Expr, answers: Answers, here: string): boolean {
  if (typeof expr === "boolean") return expr;
  const [what, ...rest] = expr;
  const parts = rest as Expr[];
  switch (what) {
    case "or":
      return parts.some((part) => holds(part, answers, here));
    case "and":
      return parts.every((part) => holds(part, answers, here));
    case "not":
      return !holds(parts[0] as Expr, answers, here);
    case "selected":
      return refText(rest[0], answers, here).split(" ").includes(String(rest[1]));
    case "regex":
      return new RegExp(`^(?:${String(rest[1])})$`, "u").test(refText(rest[0], answers, here));
    default:
      return compare(what, value(rest[0], answers, here), value(rest[1], answers, here));
  }
}

/** Behind `"n"` stands a number as a text, so that both sides read the same one. */
function value(operand: unknown, answers: Answers, here: string): string | number {
  if (!Array.isArray(operand)) return String(operand);
  const [what, inner] = operand;
  if (what === "n") return Number(inner);
  if (what === "length") return refText(inner, answers, here).length;
  if (what === "count")
    return refText(inner, answers, here)
      .split(" ")
      .filter((one) => one !== "").length;
  return refText(operand, answers, here);
}

function refText(ref: unknown, answers: Answers, here: string): string {
  const [what, name] = ref as [string, string?];
  return what === "." ? here : textOf(answers[name ?? ""]);
}

function compare(sign: string, left: string | number, right: string | number): boolean {
  if (typeof left === "string" && typeof right === "string" && (sign === "=" || sign === "!=")) {
    return (left === right) === (sign === "=");
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return sign === "!=";
  if (sign === "=") return a === b;
  if (sign === "!=") return a !== b;
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  if (sign === ">") return a > b;
  return a >= b;
}

function numberOf(side: string | number): number | null {
  if (typeof side === "number") return side;
  return /^\s*-?\d+(\.\d+)?\s*$/.test(side) ? Number(side) : null;
}
