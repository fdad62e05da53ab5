import { defineConfig } from "vitest/config";

export default defineConfig({
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    // A limit for what hangs. On two cores that build besides, the slowest file took 24 s for all of its tests: a machine three
    // times as slow takes less than this for any one of them.
    testTimeout: 60_000,
    env: { DEBUG_PRINT_LIMIT: "0" },
  },
});
