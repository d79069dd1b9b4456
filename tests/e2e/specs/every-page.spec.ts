// Every page of the golden list of routes that somebody can reach, as a resident and as each role,
// in both languages, both sizes of letters and every look: found by following links, looked at by
// axe, at 360 pixels and with letters of twice the size, and read by an outside validator.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { type Browser, expect, type Page, test } from "@playwright/test";

import { answeredMatter, inputOf, NEIGHBOUR, onTheWay, Person, RESIDENT, STAFF } from "../support/people";
import { folderOfResults, serverAddress } from "../support/places";
import { axeOf, expectNoSidewaysScroll, lossAtTwiceTheSize } from "../support/quality";
import { prepared, releasedPhoto } from "../support/prepared";
import { routes, walk } from "../support/routes";

const LANGUAGES = ["zh-CN", "en"] as const;
const LETTERS = ["off", "on"] as const;
const LOOKS = ["auto", "light", "dark", "contrast"] as const;
const MARKUP = path.join(folderOfResults, "markup");
/** Not in the golden list, because it belongs to the frame. */
const FRAME = ["/about", "/privacy", "/accessibility", "/_/style"];
/** What nobody may know of, and what is gone: errors are pages too. */
const ERRORS = ["/no-such-page", "/echo/ABCD-EFGH-JK-M", "/desk/matters/none", "/board?after=x", "/rights/find?code=none"];

/** Routes that no link leads to from the model district, each with its reason. */
const ELSEWHERE: Record<string, string> = {
  "/account/outside": "only where a provider is configured: crates/registry/tests/stories/outside.rs",
  "/sign-in/outside/back": "only on the way back from a provider: crates/registry/tests/stories/outside.rs",
  "/sign-in/code": "only between two steps of a sign-in: crates/registry/tests/stories/second_factor.rs",
  "/desk/estates/{estate}/ledger/lines/{number}/shares":
    "a table, and only where income was paid out, which the model district does not tell: crates/compounds/tests/stories",
  "/estates/{estate}/money/audits/{audit}/report": "a file, and only where one was handed in: crates/compounds/tests/stories/ledger.rs",
  "/mine/code": "only between asking for a code and typing it: crates/matters/tests/light.rs",
  "/desk/rounds/{id}/plans/{plan}/progress": "a piece of the page of a plan that is being sought: crates/visits/tests/rounds",
  "/desk/visits/review/sealed/{id}": "only when a phone's notebook was wiped: crates/visits/tests/walk",
  "/desk/visits/{id}/photos/{photo}": "a picture, and only where one was taken: crates/visits/tests/walk",
  "/desk/statistics/open-data/{set}/{file}": "a file, and only beside the page above",
  "/open-data/{year}/{edition}/{file}": "a file, and only beside the page above: crates/statistics/tests/open.rs",
  "/openrosa/formList": "for a program of forms and its secret: crates/visits/tests/walk/collect.rs",
  "/openrosa/forms/{id}": "for a program of forms and its secret: crates/visits/tests/walk/collect.rs",
  "/openrosa/forms/{id}/manifest": "for a program of forms and its secret: crates/visits/tests/walk/collect.rs",
  "/openrosa/submission": "for a program of forms and its secret: crates/visits/tests/walk/collect.rs",
  "/photo/{code}/{photo}": "a picture, and only for who has sent one: pages/resident/tests/photos.rs",
};

interface Found {
  person: Person;
  address: string;
  route: string;
}

let found: Found[] = [];
const reached = new Set<string>();
/** Pages of one route that are looked at: in two states, and once more as somebody else sees it. */
const OF_A_ROUTE = 3;
/** Each page once, seen by the first who reaches it: for what does not depend on who looks. */
function once(pages: Found[]): Found[] {
  const kept = new Map<string, number>();
  return [...new Map(pages.map((it) => [it.route + it.address, it])).values()].filter((it) => {
    const count = (kept.get(it.route) ?? 0) + 1;
    kept.set(it.route, count);
    return count <= OF_A_ROUTE;
  });
}

test.describe.configure({ mode: "serial" });

test("links lead to every page that is declared", async () => {
  test.setTimeout(600_000);
  const matter = await answeredMatter(`三号楼门厅路灯不亮 ${Date.now()}`);
  const { code } = matter;
  const own = [await releasedPhoto(matter), `/echo/${code}`, `/receipt/${code}`, `/echo/${code}/slip`];
  found = [];
  const people: Person[] = [];
  for (const login of [RESIDENT, NEIGHBOUR, ...STAFF]) people.push(await Person.of(login));
  people.push(await onTheWay());
  for (const person of people) {
    const { login } = person;
    const seeds = [...FRAME, ...(login === RESIDENT ? own : []), ...(await prepared(person, code))];
    const seen = await walk(person, seeds);
    for (const route of seen.files) reached.add(route);
    for (const [route, addresses] of seen.pages) {
      reached.add(route);
      // What everybody sees is looked at as a resident sees it; the desk's shell is around all else.
      const isKnown = login !== RESIDENT && found.some((it) => it.route === route && it.person.login === RESIDENT);
      if (isKnown) continue;
      for (const address of addresses) found.push({ person, address, route });
    }
    if (login === RESIDENT) {
      for (const address of [...FRAME, ...ERRORS]) found.push({ person, address, route: address });
    }
  }
  const missing = routes()
    .map((route) => route.path)
    .filter((route) => !reached.has(route) && !(route in ELSEWHERE));
  console.log(`${once(found).length} pages of ${found.length} are looked at`);
  expect(missing, "reach it by a link, or name it in ELSEWHERE with its reason").toEqual([]);
});

for (const language of LANGUAGES) {
  for (const letters of LETTERS) {
    // Colours follow neither language nor size; each is still met in both looks.
    const looks = (language === "zh-CN") === (letters === "off") ? (["dark", "contrast"] as const) : [];
    test(`axe and the screen find nothing: ${language}, elder mode ${letters}`, async ({ browser }) => {
      test.setTimeout(1_200_000);
      const wrong: string[] = [];
      await visit(browser, once(found), language, letters, async (page, name) => {
        wrong.push(...(await axeOf(page)).map((violation) => `${name}: ${violation}`));
        for (const look of looks) {
          await wear(page, look);
          const contrast = await axeOf(page, ["color-contrast", "link-in-text-block"]);
          wrong.push(...contrast.map((violation) => `${name}, ${look}: ${violation}`));
        }
        await wear(page, "light");
        await expectNoSidewaysScroll(page);
        if (letters === "off") {
          const loss = await lossAtTwiceTheSize(page);
          wrong.push(...loss.map((what) => `${name}, letters of 200 %: ${what}`));
        }
      });
      expect(wrong.join("\n\n")).toBe("");
    });
  }
}

/** The look as the server would have written it, without asking it again. */
async function wear(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  await page.evaluate(async (wanted) => {
    const root = document.documentElement;
    delete root.dataset.theme;
    delete root.dataset.contrast;
    if (wanted === "contrast") root.dataset.contrast = "more";
    else root.dataset.theme = wanted;
    // A colour on its way would be measured as if it stayed.
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets = [still];
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  }, look);
}

async function visit(
  browser: Browser,
  pages: Found[],
  language: string,
  letters: string,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  for (const login of new Set(pages.map((it) => it.person.login))) {
    const theirs = pages.filter((it) => it.person.login === login);
    // Looks are changed under the eyes of axe: colours must not be on their way.
    const context = await browser.newContext({
      viewport: { width: 360, height: 780 },
      locale: language,
      reducedMotion: "reduce",
    });
    await context.addCookies([
      ...(theirs[0]?.person.cookies ?? []),
      { name: "huiyin_lang", value: language, url: serverAddress },
      { name: "huiyin_elder", value: letters, url: serverAddress },
    ]);
    const page = await context.newPage();
    for (const { address } of theirs) {
      await test.step(`${login} ${address}`, async () => {
        await page.goto(serverAddress + address, { waitUntil: "load" });
        await look(page, `${login} ${address}`);
      });
    }
    await context.close();
  }
}

test("the markup of every page in every mode is valid, and each has the switch of letters", async () => {
  test.setTimeout(900_000);
  test.skip(spawnSync("java", ["-version"]).status !== 0, "Java is missing: make setup");
  rmSync(MARKUP, { recursive: true, force: true });
  mkdirSync(MARKUP, { recursive: true });
  const names: string[] = [];
  for (const { person, address } of once(found)) {
    for (const mode of modes()) {
      const answer = await person.get(address, mode);
      // It leads to a page that is looked at as itself.
      if (answer.location !== "") continue;
      expect(answer.type, address).toContain("text/html");
      // The notebook has no server under it while it is out: it draws a switch of its own, which
      // notebook.spec presses.
      if (address !== "/notebook") expect(inputOrButton(answer.text), `${address} has the switch`).toBe(true);
      const file = path.join(MARKUP, `${names.length}.html`);
      writeFileSync(file, answer.text);
      names.push(`${person.login} ${address} ${mode}`);
    }
  }
  const faults = validate(MARKUP).map(({ file, message }) => `${names[file] ?? file}: ${message}`);
  expect(faults.slice(0, 20).join("\n")).toBe("");
});

function modes(): string[] {
  return LANGUAGES.flatMap((language) =>
    LETTERS.flatMap((letters) =>
      LOOKS.map((look) => `huiyin_lang=${language}; huiyin_elder=${letters}; huiyin_theme=${look}`),
    ),
  );
}

function inputOrButton(html: string): boolean {
  return /<button[^>]* name="elder"/.test(html) && inputOf(html, "back").startsWith("/");
}

/** The Nu Html Checker over a folder, in one go. */
function validate(folder: string): { file: number; message: string }[] {
  const jar = path.join(
    path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")),
    "build/dist/vnu.jar",
  );
  const checked = spawnSync(
    "java",
    ["-Xss4m", "-Xmx700m", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", folder],
    { encoding: "utf8", maxBuffer: 64 << 20, timeout: 600_000 },
  );
  const lines = checked.stderr.trim().split("\n");
  const report = JSON.parse(lines.at(-1) ?? "") as { messages: { url: string; message: string; extract?: string }[] };
  return report.messages.map((it) => ({
    file: Number(path.basename(it.url, ".html")),
    message: `${it.message} ${it.extract ?? ""}`,
  }));
}
