// A district whose clock shows another hour of the same day, for what happens only by day.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Asia/Shanghai is the zone of every district, all the year. */
const SHANGHAI_MS = 8 * HOUR_MS;

/** Where Debian's libfaketime lies, if it is there. */
function library(): string | undefined {
  const root = "/usr/lib";
  return readdirSync(root)
    .map((folder) => path.join(root, folder, "faketime/libfaketimeMT.so.1"))
    .find((file) => existsSync(file));
}

/** The environment of a process that begins at a full hour of today in Shanghai and goes on from
 * there; nothing without the library. */
export function beginningAt(hour: number): Record<string, string> | undefined {
  const preload = library();
  if (preload === undefined) return undefined;
  const sinceMidnight = (Date.now() + SHANGHAI_MS) % DAY_MS;
  const seconds = Math.round((hour * HOUR_MS - sinceMidnight) / 1_000);
  return {
    LD_PRELOAD: preload,
    FAKETIME: `${seconds < 0 ? "" : "+"}${seconds}s`,
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
}
