// Sentences in both languages. They come from locales/*/notebook.ftl when the bundle is made.

import texts from "notebook-words";
import type { Said } from "./types.ts";

export type Lang = "zh-CN" | "en";

let current: Lang = "zh-CN";

export function speak(lang: Lang): void {
  current = lang;
  document.documentElement.lang = lang;
}

export function lang(): Lang {
  return current;
}

/** The sentence of a key, its variables filled in. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const index = current === "en" ? 1 : 0;
  const sentence = texts[key]?.[index] ?? key;
  return sentence.replace(/\{ ?\$(\w+) ?\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A text that the district itself keeps in both languages; Chinese where nobody translated. */
export function said(text: Said): string {
  return (current === "en" && text[1]) || text[0];
}

/** `10:42`, or with the day where it was not today. */
export function clockTime(at: number): string {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  const time = when.toLocaleTimeString(current, { hour: "2-digit", minute: "2-digit", hour12: false });
  return today ? time : `${when.toLocaleDateString(current, { month: "numeric", day: "numeric" })} ${time}`;
}

/** A day of the district, `2026-11-26`, as people say it. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  const when = new Date(year ?? 0, (month ?? 1) - 1, date ?? 1);
  return when.toLocaleDateString(current, { month: "long", day: "numeric", weekday: "short" });
}
