import { defineConfig } from "vitest/config";

export default defineConfig({
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    // A limit for what hangs: a machine that builds besides takes several times as long.
    testTimeout: 120_000,
    env: { DEBUG_PRINT_LIMIT: "0" },
  },
});
