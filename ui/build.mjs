// Bundles everything under dist/. The same input gives the same bytes: no dates, no random names;
// the server hashes the files itself when it embeds them.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { drawSprite, iconsAskedFor, missingIcons, parseIconList } from "./build/icons.mjs";
import { spreadThemes } from "./build/themes.mjs";
import { wordsOf } from "./build/words.mjs";

const home = dirname(fileURLToPath(import.meta.url));
const dist = join(home, "dist");

// Browsers of about 2021 and later, among them those inside the chat apps of older phones.
const target = ["chrome90", "firefox90", "safari14.1"];

// Bytes after gzip. A page of a resident stays under 60 KB with app.css, app.js and icons.svg.
const budgets = {
  "app.css": 14_000,
  "app.js": 20_000,
  "charts.css": 2_000,
  "charts.js": 260_000,
  "desk.js": 4_000,
  "icons.svg": 8_000,
  "map-worker.js": 160_000,
  "map.css": 2_000,
  "map.js": 300_000,
  "notebook-worker.js": 1_000,
  "notebook.css": 2_000,
  "notebook.js": 24_000,
  "passkey.js": 3_000,
  "photo.js": 4_000,
};

const themes = {
  name: "themes",
  setup(builder) {
    builder.onLoad({ filter: /tokens\.css$/ }, async ({ path }) => ({
      contents: spreadThemes(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};

/** The sentences of the notebook, which must speak without a network. */
const words = {
  name: "words",
  setup(builder) {
    builder.onResolve({ filter: /^notebook-words$/ }, () => ({ path: "notebook", namespace: "words" }));
    builder.onLoad({ filter: /.*/, namespace: "words" }, async ({ path }) => {
      const read = (lang) => readFile(join(home, "..", "locales", lang, `${path}.ftl`), "utf8");
      return { contents: JSON.stringify(wordsOf(await read("zh-CN"), await read("en"))), loader: "json" };
    });
  },
};

async function bundle() {
  await build({
    absWorkingDir: home,
    entryPoints: {
      app: "src/app.ts",
      charts: "src/charts.ts",
      desk: "src/desk.ts",
      map: "src/map.ts",
      "map-worker": "maplibre-gl/dist/maplibre-gl-worker.mjs",
      notebook: "src/notebook/main.ts",
      "notebook-worker": "src/notebook-worker.ts",
      passkey: "src/passkey.ts",
      photo: "src/photo.ts",
    },
    outdir: dist,
    bundle: true,
    format: "esm",
    minify: true,
    target,
    legalComments: "none",
    logLevel: "warning",
    plugins: [words],
  });
  await build({
    absWorkingDir: home,
    entryPoints: ["css/app.css", "css/charts.css", "css/map.css", "css/notebook.css"],
    outdir: dist,
    bundle: true,
    minify: true,
    target,
    logLevel: "warning",
    plugins: [themes],
  });
}

async function writeSprite() {
  const names = parseIconList(await readFile(join(home, "icons.txt"), "utf8"));
  const folder = join(home, "node_modules", "lucide-static", "icons");
  const drawings = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, `${name}.svg`), "utf8")]),
  );
  await writeFile(join(dist, "icons.svg"), drawSprite(drawings));
  return names;
}

/** Every template of every crate, so that a page cannot ask for an icon nobody ships. */
async function readTemplates() {
  const crates = join(home, "..", "crates");
  const found = [];
  for (const crate of await readdir(crates)) {
    const folder = join(crates, crate, "templates");
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    for (const file of files.filter((name) => name.endsWith(".html"))) {
      found.push({
        path: `crates/${crate}/templates/${file}`,
        text: await readFile(join(folder, file), "utf8"),
      });
    }
  }
  return found;
}

async function weigh() {
  const complaints = [];
  for (const [name, limit] of Object.entries(budgets)) {
    const bytes = gzipSync(await readFile(join(dist, name)), { level: 9 }).length;
    if (bytes > limit) complaints.push(`${name} is ${bytes} bytes after gzip, allowed are ${limit}`);
    if (process.argv.includes("--sizes")) process.stdout.write(`${name}\t${bytes}\t${limit}\n`);
  }
  return complaints;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await bundle();
await copyFile(join(home, "logo.svg"), join(dist, "logo.svg"));
const names = await writeSprite();
const complaints = [...missingIcons(iconsAskedFor(await readTemplates()), names), ...(await weigh())];
if (complaints.length > 0) {
  process.stderr.write(`${complaints.join("\n")}\n`);
  process.exitCode = 1;
}
