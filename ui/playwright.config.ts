import { defineConfig } from "@playwright/test";

// Debian's own browser, without anything that would reach for the network.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  // Limits for what hangs. On two cores that build besides, the longest spec took 29 s: a machine three times as slow needs 90 s,
  // and what a page shows at last within a spec a third of that.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1366, height: 768 },
    locale: "en-GB",
    timezoneId: "Europe/Bucharest",
    // A colour half way between two is in no theme.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: QUIET },
  },
});
