// The notebook's endpoints beside doors that remember what they are given, and the phones of two
// visitors of one team.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

import type { Browser, BrowserContext, Page } from "@playwright/test";

import { binary } from "./places";

export const PIN = "482915";

export interface Kept {
  taken: {
    channel: string;
    faults: number;
    submission: {
      id: string;
      visit: string;
      outcome: string;
      replaces: string | null;
      matters: { answers: Record<string, unknown> }[];
    };
  }[];
  photos: { id: string; submission: string; bytes: number; blob: string }[];
}

export class Doors {
  private constructor(
    private readonly server: ChildProcess,
    readonly address: string,
    private readonly cookies: string[],
  ) {}

  static async open(): Promise<Doors> {
    const program = path.join(path.dirname(binary), "examples", "notebook_beside_doors");
    if (!existsSync(program)) {
      throw new Error(`${program} is not there: cargo build -p huiyin-visits --example notebook_beside_doors`);
    }
    const server = spawn(program, { stdio: ["ignore", "pipe", "inherit"] });
    const [first] = await new Promise<string[]>((done, failed) => {
      createInterface({ input: server.stdout }).once("line", (line) => done([line]));
      server.once("exit", () => failed(new Error("the doors did not open")));
    });
    const { address, cookies } = JSON.parse(first ?? "") as { address: string; cookies: string[] };
    return new Doors(server, address, cookies);
  }

  close(): void {
    this.server.kill("SIGKILL");
  }

  async kept(): Promise<Kept> {
    return (await (await fetch(`${this.address}/kept`)).json()) as Kept;
  }

  /** Why sealed things wait for the reviewer. */
  async waiting(): Promise<string[]> {
    return (await (await fetch(`${this.address}/waiting`)).json()) as string[];
  }

  /** The phone of the first or the second visitor, signed in. */
  async phone(browser: Browser, visitor: 0 | 1, looks: { width?: number; locale?: string } = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: { width: looks.width ?? 360, height: 780 },
      locale: looks.locale ?? "zh-CN",
      timezoneId: "Asia/Shanghai",
    });
    const [name = "", value = ""] = (this.cookies[visitor] ?? "").split("=");
    await context.addCookies([{ name, value, url: this.address }]);
    return context;
  }

  async start(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${this.address}/notebook`);
    return page;
  }

  /** Chooses a PIN and waits until the shell is on the phone. */
  async setUp(context: BrowserContext): Promise<Page> {
    const page = await this.start(context);
    await keepPin(page);
    return page;
  }
}

/** On the page of a new notebook: chooses a PIN and waits until the shell is on the phone. */
export async function keepPin(page: Page): Promise<void> {
  await page.locator("#pin").fill(PIN);
  await page.locator("#pin-again").fill(PIN);
  await page.locator("main .button.primary").click();
  await page.locator(".notebook-stops").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(async () => (await caches.keys()).length > 0);
}

export async function unlock(page: Page, pin = PIN): Promise<void> {
  await page.locator("#pin").fill(pin);
  await page.keyboard.press("Enter");
}

export async function openStop(page: Page, index: number): Promise<void> {
  await page.evaluate(() => {
    location.hash = "#today";
  });
  await page.locator(".notebook-stops > li").nth(index).locator("a").click();
  await page.locator(".notebook-outcomes").waitFor();
}

/** Somebody is at home and raises something; the form is left open. */
export async function raise(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "见到了，开始记录" }).click();
  await page.getByRole("radio", { name: "是", exact: true }).first().check();
  await page.getByLabel("请说说是什么事").fill(what);
}

export async function synced(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = "#queue";
  });
  await page.getByRole("button", { name: "现在同步" }).click();
  await page.getByText("同步好了。").waitFor();
}
