// Before all tests: a demo district in a folder of its own, served by the built binary. After
// them: the server ends and the folder goes.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { binary, folderOfResults, listenAddress, serverAddress } from "./places";

const DEMO_LIMIT_MS = 180_000;
const READY_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
const STOP_LIMIT_MS = 10_000;

const log = path.join(folderOfResults, "server.log");

export default async function serve(): Promise<() => Promise<void>> {
  if (!existsSync(binary)) {
    throw new Error(`${binary} is not there: cargo build --package huiyin`);
  }
  mkdirSync(folderOfResults, { recursive: true });
  const data = mkdtempSync(path.join(tmpdir(), "huiyin-e2e-"));
  const remove = () => rmSync(data, { recursive: true, force: true });
  let server: ChildProcess | undefined;
  try {
    makeDemo(data);
    const output = openSync(log, "w");
    server = spawn(binary, ["serve", "--data", data, "--listen", listenAddress], {
      stdio: ["ignore", output, output],
      // One machine plays many residents here; the gentle limit has tests of its own.
      env: { ...process.env, HUIYIN_REPORTS_PER_HOUR: "0" },
    });
    await untilReady(server);
  } catch (error) {
    server?.kill("SIGKILL");
    remove();
    throw error;
  }
  const running = server;
  // A run that is broken off still ends what it started.
  process.once("exit", () => {
    running.kill("SIGKILL");
    remove();
  });
  return async () => {
    await stop(running);
    remove();
  };
}

function makeDemo(data: string): void {
  const demo = spawnSync(binary, ["demo", "--data", data], {
    encoding: "utf8",
    timeout: DEMO_LIMIT_MS,
  });
  if (demo.status !== 0) {
    throw new Error(`the demo district could not be made:\n${demo.stdout}\n${demo.stderr}`);
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${serverAddress}/healthz`).catch(() => undefined);
    // Another server on the same port would answer as well, so ours must still be alive.
    if (answer?.ok && server.exitCode === null) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`the server did not come up:\n${readFileSync(log, "utf8")}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) {
    throw new Error(`the server ended during the tests:\n${readFileSync(log, "utf8")}`);
  }
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), STOP_LIMIT_MS);
  await ended;
  clearTimeout(late);
}
