// People at their own computers, without a browser: for what has to be prepared before a page is
// looked at. A session made here is handed to a browser as a cookie.

import { randomUUID } from "node:crypto";

import { serverAddress } from "./places";

export const PASSWORD = "Huiyin-demo-2026";

/** A login of the model district for each role; a resident has none. */
export const STAFF = [
  "clerk",
  "dispatcher",
  "handler-lighting",
  "caller",
  "supervisor",
  "leader",
  "coordinator",
  "committee",
  "counter",
  "manager",
  "mediator",
  "privacy",
  "sysadmin",
  "secadmin",
  "auditor",
] as const;

export const RESIDENT = "resident";
/** A resident who proved a phone at the counter, and so has a list of their matters. */
export const NEIGHBOUR = "neighbour";
const RESIDENTS: readonly string[] = [RESIDENT, NEIGHBOUR];
/** What a page looks like is asked for in each request and not kept. */
const LOOKS = /^huiyin_(?:lang|elder|theme)$/;

export interface Answer {
  status: number;
  type: string;
  location: string;
  text: string;
}

export interface Upload {
  field: string;
  name: string;
  content: Blob;
}

export class Person {
  private readonly jar = new Map<string, string>();

  constructor(readonly login: string) {}

  /** Signs in, unless it is a resident. */
  static async of(login: string): Promise<Person> {
    const person = new Person(login);
    if (RESIDENTS.includes(login)) return person;
    const fields = { login, password: PASSWORD, next: "" };
    await person.submit("/sign-in", "/sign-in", fields);
    if (!person.isSignedIn) throw new Error(`${login} could not sign in`);
    return person;
  }

  get cookies(): { name: string; value: string; url: string }[] {
    return [...this.jar].map(([name, value]) => ({ name, value, url: serverAddress }));
  }

  private get isSignedIn(): boolean {
    return this.jar.has("huiyin_session");
  }

  /** `modes` are cookies of the looks of a page, as `Cookie` says them. */
  async get(path: string, modes = ""): Promise<Answer> {
    return this.send(path, { headers: { "accept-language": "zh-CN" } }, modes);
  }

  /** What is no text, or nothing where there is none. */
  async file(path: string): Promise<Uint8Array | undefined> {
    const answer = await fetch(serverAddress + path, { headers: { cookie: this.kept("") }, redirect: "manual" });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  }

  /** What a form answers that is no text, or nothing where it is refused. */
  async printed(page: string, action: string, fields: Record<string, string>): Promise<Uint8Array | undefined> {
    const body = new URLSearchParams({ csrf: inputOf((await this.get(page)).text, "csrf"), ...fields });
    const headers = { cookie: this.kept("") };
    const answer = await fetch(serverAddress + action, { method: "POST", headers, body, redirect: "manual" });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  }

  /** Takes the token of a form from its page and sends it under a key of its own. */
  async submit(page: string, action: string, fields: Record<string, string>): Promise<Answer> {
    const token = inputOf((await this.get(page)).text, "csrf");
    const body = new URLSearchParams({ csrf: token, form_key: randomUUID(), ...fields });
    return this.send(action, { method: "POST", body }, "");
  }

  /** The same with a file. */
  async upload(page: string, action: string, fields: Record<string, string>, file: Upload): Promise<Answer> {
    const body = new FormData();
    body.set("csrf", inputOf((await this.get(page)).text, "csrf"));
    for (const [field, value] of Object.entries({ form_key: randomUUID(), ...fields })) body.set(field, value);
    body.set(file.field, file.content, file.name);
    return this.send(action, { method: "POST", body }, "");
  }

  async json<T>(path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (this.isSignedIn && body !== undefined) {
      headers["x-huiyin-token"] = (await this.json<{ token: string }>("/api/v1/session")).token;
    }
    const init = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await this.send(path, init, "");
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** What a browser would send with a request, `modes` beside what was kept. */
  private kept(modes: string): string {
    const kept = [...this.jar].map(([name, value]) => `${name}=${value}`);
    return [...kept, modes].filter(Boolean).join("; ");
  }

  private async send(path: string, init: RequestInit, modes: string): Promise<Answer> {
    const headers = { ...(init.headers as Record<string, string>), cookie: this.kept(modes) };
    const answer = await fetch(serverAddress + path, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (LOOKS.test(name)) continue;
      if (value === "") this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return {
      status: answer.status,
      type: answer.headers.get("content-type") ?? "",
      location: answer.headers.get("location") ?? "",
      text: await answer.text(),
    };
  }
}

/** One of the two teams of the demo that has doors to go to today: the plan may give a day to the
 * other. */
export async function onTheWay(): Promise<Person> {
  for (const login of ["visitor-1", "visitor-3"]) {
    const visitor = await Person.of(login);
    if ((await visitor.get("/api/v1/notebook/route")).status === 200) return visitor;
  }
  throw new Error("no team has doors today");
}

export function inputOf(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

export interface Raised {
  id: string;
  code: string;
}

/** Raises a matter and has the dispatcher accept it. */
export async function acceptedMatter(dispatcher: Person, what: string): Promise<Raised> {
  const resident = new Person(RESIDENT);
  const told = { text: what, place_text: "建新东路", phone: "13800001111" };
  const receipt = await resident.json<{ id: string; follow: string }>("/api/v1/matters", told);
  const accept = { act: "accept", category: "0408", kind: null, urgency: null, note: "" };
  await dispatcher.json(`/api/v1/desk/matters/${receipt.id}/acts`, { act: accept });
  return { id: receipt.id, code: receipt.follow.split("/").pop() ?? "" };
}

/** The body that is responsible for street lamps, as the page of a matter offers it. */
export async function lampsOf(dispatcher: Person, matter: Raised): Promise<string> {
  const page = await dispatcher.get(`/desk/matters/${matter.id}`);
  const lead = /<option value="([0-9a-f-]{36})"[^>]*>[^<]*照明/.exec(page.text)?.[1];
  if (lead === undefined) throw new Error("nobody is there for street lamps");
  return lead;
}

/** Raises a matter and has it answered by those who would. */
export async function answeredMatter(what: string): Promise<Raised> {
  const dispatcher = await Person.of("dispatcher");
  const matter = await acceptedMatter(dispatcher, what);
  const acts = `/api/v1/desk/matters/${matter.id}/acts`;
  const lead = await lampsOf(dispatcher, matter);
  await dispatcher.json(acts, { act: { act: "dispatch", lead, supports: [], note: "" } });
  const handler = await Person.of("handler-lighting");
  const contact = { act: "contact", channel: "phone", reached: true, note: "" };
  const answer = { act: "answer", outcome: "solved", text: "已更换灯具，当晚试亮正常。" };
  for (const act of [{ act: "acknowledge" }, contact, { act: "start" }, answer]) {
    await handler.json(acts, { act });
  }
  return matter;
}
