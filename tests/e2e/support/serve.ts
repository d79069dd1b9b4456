// Before all tests: a demo district, served by the built binary. After them: it ends and goes.

import { District } from "./district";
import { listenAddress } from "./places";

export default async function serve(): Promise<() => Promise<void>> {
  const district = await District.start({
    listen: listenAddress,
    log: "server.log",
    // One machine plays many residents here; the gentle limit has tests of its own.
    env: { HUIYIN_REPORTS_PER_HOUR: "0" },
  });
  // A run that is broken off still ends what it started.
  process.once("exit", () => district.kill());
  return () => district.stop();
}
