// A demo district in a folder of its own, served by the built binary.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { binary, folderOfResults } from "./places";

const DEMO_LIMIT_MS = 180_000;
const READY_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
const STOP_LIMIT_MS = 10_000;

export interface Wanted {
  /** Address and port without a scheme. */
  listen: string;
  /** File of the log among the results. */
  log: string;
  env?: Record<string, string>;
}

export class District {
  private constructor(
    private readonly data: string,
    private readonly log: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(wanted: Wanted): Promise<District> {
    if (!existsSync(binary)) {
      throw new Error(`${binary} is not there: cargo build --package huiyin`);
    }
    mkdirSync(folderOfResults, { recursive: true });
    const log = path.join(folderOfResults, wanted.log);
    const data = mkdtempSync(path.join(tmpdir(), "huiyin-e2e-"));
    let district: District | undefined;
    try {
      makeDemo(data, wanted.env);
      const output = openSync(log, "w");
      const server = spawn(binary, ["serve", "--data", data, "--listen", wanted.listen], {
        stdio: ["ignore", output, output],
        env: { ...process.env, ...wanted.env },
      });
      district = new District(data, log, server);
      await district.untilReady(`http://${wanted.listen}/healthz`);
    } catch (error) {
      district?.kill();
      rmSync(data, { recursive: true, force: true });
      throw error;
    }
    return district;
  }

  /** For a run that is broken off. */
  kill(): void {
    this.server.kill("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    try {
      if (this.server.exitCode !== null) {
        throw new Error(`the server ended during the tests:\n${readFileSync(this.log, "utf8")}`);
      }
      const ended = new Promise<void>((resolve) => this.server.once("exit", () => resolve()));
      this.server.kill("SIGTERM");
      const late = setTimeout(() => this.server.kill("SIGKILL"), STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
    } finally {
      rmSync(this.data, { recursive: true, force: true });
    }
  }

  private async untilReady(health: string): Promise<void> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (Date.now() < deadline) {
      if (this.server.exitCode !== null) break;
      const answer = await fetch(health).catch(() => undefined);
      // Another server on the same port would answer as well, so ours must still be alive.
      if (answer?.ok && this.server.exitCode === null) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`the server did not come up:\n${readFileSync(this.log, "utf8")}`);
  }
}

function makeDemo(data: string, env: Record<string, string> = {}): void {
  const demo = spawnSync(binary, ["demo", "--data", data], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: DEMO_LIMIT_MS,
  });
  if (demo.status !== 0) {
    throw new Error(`the demo district could not be made:\n${demo.stdout}\n${demo.stderr}`);
  }
}
