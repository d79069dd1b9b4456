// What must be there before some pages can be: a file that waits, a list that was handed out, a
// template, a door to go to. Answers with addresses from which a walk may begin.

import { elections, photosOfMoney, unitsFile, voteAndBallot } from "./estates";
import { dot, landed } from "./forms";
import { acceptedMatter, lampsOf, NEIGHBOUR, Person, type Raised, RESIDENT } from "./people";

const MAP = `source_id = "hotline-12345"
title = { zh = "热线月度导出", en = "Monthly export of the hotline" }
[columns]
number = "工单编号"
text = "诉求内容"
received_at = "登记时间"
status = "状态"
source = { constant = "hotline" }
[statuses.from]
received = ["待派"]
`;
const FILE = "工单编号,诉求内容,登记时间,状态\nA1,门口的灯三天不亮,2026-03-02 09:00,待派\nA2,,2026-03-02 09:30,待派\n";

const SLIP_TRIES = 120;
const DOORS = "编号,类型,社区,小区,楼栋,单元,房号\nE1,住户,建新东路社区,,3栋,1单元,2-1\nE2,住户,,,,,\n";

/** `code` is the echo code of an answered matter. */
export async function prepared(person: Person, code: string): Promise<string[]> {
  if (person.login === RESIDENT) return copyOfOwnData(person, code);
  if (person.login === NEIGHBOUR) return [await ownList(person, code)];
  if (person.login === "secadmin") return [await invited(person)];
  if (person.login === "privacy") return [await breach(person)];
  if (person.login === "dispatcher") return [await handedOut(person), await waitingFile(person)];
  if (person.login === "handler-lighting") return [await template(person)];
  if (person.login === "caller") return door(person);
  if (person.login === "clerk") return [await slip(person), await unitsFile(person), ...(await elections(person))];
  if (person.login === "coordinator") return [await doorsFile(person)];
  if (person.login.startsWith("visitor-")) return [await badge(person)];
  if (person.login === "committee") return voteAndBallot(person);
  if (person.login === "manager") return photosOfMoney(person);
  return [];
}

/** A picture that the reporter added and the dispatcher lets everybody see; its page on the board. */
export async function releasedPhoto(matter: Raised): Promise<string> {
  const resident = new Person(RESIDENT);
  const echo = `/echo/${matter.code}`;
  const picture = { field: "photos", ...dot() };
  landed(await resident.upload(echo, `${echo}/photos`, {}, picture), echo);
  const dispatcher = await Person.of("dispatcher");
  const page = (await dispatcher.get(`/desk/matters/${matter.id}`)).text;
  const photo = /\/photos\/([0-9a-f-]{36})/.exec(page)?.[1];
  const acts = `/api/v1/desk/matters/${matter.id}/acts`;
  await dispatcher.json(acts, { act: { act: "release_summary", summary: "三号楼门厅路灯不亮，已修好。" } });
  await dispatcher.json(acts, { act: { act: "release_photos", photo_ids: [photo], checked: true } });
  const { number } = await dispatcher.json<{ number: string }>(`/api/v1/desk/matters/${matter.id}`);
  return `/board/${number}`;
}

/** A resident asks for a copy of their data; a code proves enough, so it is there at once. */
async function copyOfOwnData(resident: Person, code: string): Promise<string[]> {
  const asked = await resident.submit("/rights", "/rights", { kind: "copy", codes: code, wish: "" });
  const page = landed(asked, "/rights");
  const found = /\/rights\/cases\/([^/?]+)/.exec(page)?.[1];
  return [page, `/rights/find?code=${found}`];
}

/** The counter hands a slip to somebody, who opens their list with it and adds an echo. */
async function ownList(neighbour: Person, code: string): Promise<string> {
  const phone = "13800001111";
  const clerk = await Person.of("clerk");
  const page = "/desk/light-slip";
  const printed = await clerk.submit(page, page, { reach: phone });
  const slip = /<strong[^>]*>([^<]+)<\/strong>/.exec(printed.text)?.[1] ?? "";
  landed(await neighbour.submit("/mine", "/mine/slip", { "slip-reach": phone, "slip-code": slip }), "/mine");
  landed(await neighbour.submit("/mine", "/mine/codes", { code }), "/mine");
  return "/mine";
}

async function invited(administrator: Person): Promise<string> {
  const page = "/desk/accounts/new";
  const login = `new-${Date.now()}`;
  const slip = await administrator.submit(page, page, { name: "郭新", login, way: "link" });
  const [link] = /\/invite\/[\w-]+/.exec(slip.text) ?? [];
  if (link === undefined) throw new Error(`no invitation: ${slip.status}`);
  return link;
}

async function breach(officer: Person): Promise<string> {
  const page = "/desk/privacy/breaches/new";
  const told = {
    what: "一份走访名单被误发到居民群",
    found_at: "2026-03-02 09:00",
    kinds: "姓名、楼栋",
    people: "12",
    cause: "选错了收件群",
    harm: "可能接到骚扰电话",
    measures: "十分钟内撤回并逐户说明",
    advice: "留意陌生来电",
    contact: "街道服务台",
  };
  return landed(await officer.submit(page, page, told), page);
}

async function handedOut(dispatcher: Person): Promise<string> {
  const matter = await acceptedMatter(dispatcher, `九号楼的路灯不亮 ${Date.now()}`);
  const lead = await lampsOf(dispatcher, matter);
  const shown = await dispatcher.json<{ version: number }>(`/api/v1/desk/matters/${matter.id}`);
  const line = { step: "do", id: `${matter.id}:${shown.version}`, [`lead-${matter.id}`]: lead };
  const page = "/desk/list-dispatch";
  return landed(await dispatcher.submit(page, page, line), page);
}

async function waitingFile(dispatcher: Person): Promise<string> {
  const page = "/desk/import";
  const sheet = { field: "file", name: "a.csv", content: new Blob([FILE]) };
  return landed(await dispatcher.upload(page, page, { map: "", map_text: MAP }, sheet), page);
}

/** A notice on paper for somebody whom nothing else reaches; the worker lays it ready soon after the
 * start, and this waits for it. */
async function slip(clerk: Person): Promise<string> {
  for (let tries = 0; tries < SLIP_TRIES; tries++) {
    const [found] = /\/desk\/slips\/[0-9a-f-]{36}/.exec((await clerk.get("/desk/slips")).text) ?? [];
    if (found !== undefined) return found;
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new Error("no notice is to be handed over");
}

/** A file of doors that waits for a decision, one of its rows without a building. */
async function doorsFile(coordinator: Person): Promise<string> {
  const page = "/desk/doors/import";
  const sheet = { field: "file", name: "doors.csv", content: new Blob([DOORS]) };
  return landed(await coordinator.upload(page, page, {}, sheet), page);
}

/** What a resident reads off the card of somebody at the door. */
async function badge(visitor: Person): Promise<string> {
  const route = await visitor.json<{ badges: { address: string }[] }>("/api/v1/notebook/route");
  return new URL(route.badges[0]?.address ?? "", "http://localhost").pathname;
}

async function template(handler: Person): Promise<string> {
  const fields = { purpose: "solved", title: "已修好", body: "已更换灯具，当晚试亮正常。" };
  return landed(await handler.submit("/desk/templates", "/desk/templates", fields), "/desk/templates");
}

async function door(caller: Person): Promise<string[]> {
  const answer = await caller.get("/desk/call");
  const [call] = /\/desk\/call\/[0-9a-f-]{36}/.exec(answer.location + answer.text) ?? [];
  return call === undefined ? [] : [call, `${call}/door`];
}
