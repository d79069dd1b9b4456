// What must be there before some pages can be: a file that waits, a list that was handed out, a
// template, a door to go to. Answers with addresses from which a walk may begin.

import { acceptedMatter, lampsOf, type Person } from "./people";

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

export async function prepared(person: Person): Promise<string[]> {
  if (person.login === "dispatcher") return [await handedOut(person), await waitingFile(person)];
  if (person.login === "handler-lighting") return [await template(person)];
  if (person.login === "caller") return door(person);
  return [];
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
  return landed(await dispatcher.upload(page, { map: "", map_text: MAP }, "a.csv", FILE), page);
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

function landed(answer: { status: number; location: string; text: string }, page: string): string {
  if (answer.location === "") {
    throw new Error(`${page}: ${answer.status} ${answer.text.replace(/<[^>]*>/g, " ").slice(0, 2_000)}`);
  }
  return answer.location;
}
