import { defineConfig } from "@playwright/test";

import { chromiumPath, folderOfResults, serverAddress } from "./support/places";

// Sandboxing needs rights that a test machine's root does not hand on, and everything that
// would speak to the outside is off: the pages may need nothing but the binary.
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const phone = {
  viewport: { width: 360, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const ON_ITS_OWN = /(every-page|without-a-mouse|read-aloud|sign-in|notebook|visits|ledgers)\.spec\.ts/;

export default defineConfig({
  testDir: "specs",
  outputDir: `${folderOfResults}/traces`,
  globalSetup: "./support/serve.ts",
  // Two cores: one for the browser, one for the binary.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A test that needs a second try is not trusted.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: `${folderOfResults}/report.json` }]],
  use: {
    baseURL: serverAddress,
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: chromiumPath, args: CHROMIUM_FLAGS },
  },
  projects: [
    { name: "phone-zh", testIgnore: ON_ITS_OWN, use: { ...phone, locale: "zh-CN" } },
    { name: "phone-en", testIgnore: ON_ITS_OWN, use: { ...phone, locale: "en-GB" } },
    {
      name: "desk-zh",
      testIgnore: ON_ITS_OWN,
      use: { viewport: { width: 1280, height: 900 }, locale: "zh-CN" },
    },
    // These choose languages and letters themselves.
    {
      name: "everybody",
      testMatch: ON_ITS_OWN,
      use: { viewport: { width: 360, height: 780 }, locale: "zh-CN" },
    },
  ],
});
