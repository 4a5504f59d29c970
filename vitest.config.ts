// Two projects: `core` is pure and fast; `shell` touches disk, sockets and child processes.
import { defineConfig } from "vitest/config";

/** Where .ci/run wants the figures as JSON, beside what a person reads. */
const report = process.env["KHATM_TEST_REPORT"];

export default defineConfig({
  test: {
    // Most of a test's time is waiting: for disks, sockets, child processes.
    maxWorkers: "100%",
    // A machine that is slow for a while fails no test: what is awaited here has no deadline of its own.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      { test: { name: "core", include: ["test/core/**/*.test.ts", "test/*.test.ts"], testTimeout: 180_000 } },
      {
        test: {
          name: "shell",
          include: ["test/{shell,simulator,drivers,store,gateway,api,commands,simulation}/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      { test: { name: "oracle", include: ["test/oracle/**/*.test.ts"], testTimeout: 3_600_000 } },
      {
        test: {
          name: "gateways",
          include: ["test/gateways/**/*.test.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "printing",
          include: ["test/printing/**/*.test.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      { test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 3_600_000, hookTimeout: 180_000 } },
    ],
  },
});
