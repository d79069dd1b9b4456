// The phone judges as the server does: the same vectors that `cargo test -p huiyin-forms` reads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vectors = join(here, "..", "..", "crates", "forms", "tests", "vectors");
const read = async (name) => JSON.parse(await readFile(join(vectors, name), "utf8"));

const { outputFiles } = await build({
  entryPoints: [join(here, "..", "src", "notebook", "judge.ts")],
  bundle: true,
  format: "esm",
  write: false,
});
const judge = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`
);

test("conditions hold on the phone as on the server", async () => {
  const cases = await read("conditions.json");
  assert.ok(cases.length > 20);
  for (const { text, json, answers, here, holds } of cases) {
    assert.equal(judge.holds(json, answers, here), holds, `${text} with ${JSON.stringify(answers)}`);
  }
});

test("the same questions are asked and the same answers will not do", async () => {
  const form = await read("household_visit.json");
  for (const { name, answers, asked, faults } of await read("sets.json")) {
    assert.deepEqual([...judge.asked(form, answers)].sort(), [...asked].sort(), name);
    assert.deepEqual(Object.fromEntries(judge.faults(form, answers, () => true)), faults, name);
  }
});
