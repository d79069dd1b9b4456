// Where things are: set from outside by the test runner, or found as a developer has them.

import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
export const repository = path.resolve(here, "../../..");

export const binary = process.env.HUIYIN_BIN ?? path.join(repository, "target/debug/huiyin");

export const folderOfResults = path.join(repository, "target/e2e");

export const chromiumPath =
  process.env.HUIYIN_CHROMIUM ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file)) ??
  "/usr/bin/chromium";

// Every process of the run reads this file, and all must come to the same port.
const DEFAULT_PORT = 18_473;
process.env.HUIYIN_E2E_PORT ??= String(DEFAULT_PORT);
export const listenAddress = `127.0.0.1:${process.env.HUIYIN_E2E_PORT}`;
export const serverAddress = `http://${listenAddress}`;
