// What must be there before some pages of compounds can be: a table of units that waits, a vote
// that is being written, a line with a photo, a notice that was posted, a ballot to fill in.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { dot, landed } from "./forms";
import type { Person } from "./people";

const UNITS = "楼栋,单元,房号,用途,建筑面积,面积来源,交付,争议,业主,电话\n99,1,1-1,住宅,80.00,产权证,是,,,\n99,1,1-2,住宅,,,,,,\n";
const ESTATE = /\/desk\/estates\/[0-9a-f-]{36}/;

/** The estate that this person has to do with, as an address of the desk. */
async function own(person: Person): Promise<string> {
  const [found] = ESTATE.exec((await person.get("/desk/estates")).text) ?? [];
  if (found === undefined) throw new Error(`${person.login} has no estate`);
  return found;
}

/** The part of an address that `pattern` finds on a page. */
async function onPage(person: Person, page: string, pattern: RegExp): Promise<string> {
  const [found] = pattern.exec((await person.get(page)).text) ?? [];
  if (found === undefined) throw new Error(`${page} has no ${pattern}`);
  return found;
}

/** The day in the district, eight hours ahead of the world's clock. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** A table of units that waits for a decision, one of its rows without an area. */
export async function unitsFile(clerk: Person): Promise<string> {
  const page = `${await own(clerk)}/import`;
  const sheet = { field: "file", name: "units.csv", content: new Blob([UNITS]) };
  return landed(await clerk.upload(page, page, { as_of: today(), source: "contract" }, sheet), page);
}

/** Public pages of elections, of whichever estate has one. */
export async function elections(clerk: Person): Promise<string[]> {
  const { estates } = await clerk.json<{ estates: { id: string }[] }>("/api/v1/estates");
  for (const { id } of estates) {
    const page = `/estates/${id}/elections`;
    const [, found] = /href="(\/estates\/[0-9a-f-]{36}\/elections\/[0-9a-f-]{36})"/.exec((await clerk.get(page)).text) ?? [];
    if (found !== undefined) return [page, found];
  }
  throw new Error("no estate has an election");
}

/** A vote that is not yet told, and a ballot of one that runs, with the code read off its paper. */
export async function voteAndBallot(secretary: Person): Promise<string[]> {
  const votes = `${await own(secretary)}/votes`;
  const page = `${votes}/new`;
  const proposal = {
    title: `更换单元门的业主大会会议 ${Date.now()}`,
    proposer: "committee",
    i0_title: "更换单元门",
    i0_matter: "use_fund",
    i0_text: "更换三个单元的门禁和闭门器。",
    i0_consequence: "同意的，按本项内容办理。",
    preset: "huiyin",
    meeting: "regular",
    notice_days: "15",
    silence: "none",
  };
  const drafted = landed(await secretary.submit(page, page, proposal), page);
  return [drafted, await ballot(secretary, votes)];
}

async function ballot(secretary: Person, votes: string): Promise<string> {
  const [code] = await castable(secretary, votes);
  return `/ballot/${code}`;
}

/** The code of a ballot that nobody has cast, far from those that a walk of pages looks at. */
export async function freshCode(secretary: Person): Promise<string> {
  for (const code of (await castable(secretary, `${await own(secretary)}/votes`)).reverse()) {
    const page = (await secretary.get(`/ballot/${code}`)).text;
    if (page.includes('name="m0"') && !page.includes('name="replaces"')) return code;
  }
  throw new Error("every ballot is cast");
}

async function castable(secretary: Person, votes: string): Promise<string[]> {
  const shown = (await secretary.get(votes)).text;
  for (const [vote] of shown.matchAll(/\/desk\/estates\/[0-9a-f-]{36}\/votes\/[0-9a-f-]{36}/g)) {
    const papers = await secretary.printed(`${vote}/papers`, `${vote}/ballots.pdf`, { part: "1" });
    if (papers === undefined) continue;
    const codes = [...new Set(textOf(papers).match(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b/g) ?? [])];
    const page = await secretary.get(`/ballot/${codes[0]}`);
    if (page.status === 200 && page.text.includes('name="m0"')) return codes;
  }
  throw new Error("no ballot can be cast");
}

/** What is printed on a PDF. */
function textOf(pdf: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), "huiyin-ballots-"));
  try {
    writeFileSync(path.join(folder, "a.pdf"), pdf);
    const read = spawnSync("pdftotext", ["a.pdf", "a.txt"], { cwd: folder });
    if (read.status !== 0) throw new Error("pdftotext could not read the ballots: make setup");
    return readFileSync(path.join(folder, "a.txt"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A line of the book with the photo of its bill, and a notice with the photo of the board. */
export async function photosOfMoney(manager: Person): Promise<string[]> {
  const ledger = `${await own(manager)}/ledger`;
  const page = `${ledger}/new?what=income`;
  const day = today();
  const line = { what: "income", kind: "stalls", account: "a1", day, amount: "120.00", payer: "周末集市", cost: "", tax: "" };
  landed(await manager.upload(page, page, line, { field: "evidence", ...dot() }), page);
  const notices = `${ledger}/notices`;
  const form = await onPage(manager, notices, /value="posted">\s*<input type="hidden" name="id" value="[0-9a-f-]{36}/);
  const posted = { act: "posted", id: form.slice(-36), day };
  landed(await manager.upload(notices, notices, posted, { field: "proof", ...dot() }), notices);
  return [ledger, notices];
}
