import { defineConfig } from "vitest/config";
import base from "../../vitest.config";
import { SUBJECTS } from "./subjects.mjs";

/** The tests of the subject that is mutated alone: of pure modules, which need no database to be made ready. */
export default defineConfig({
  ...base,
  test: {
    testTimeout: 30_000,
    // The modules are pure: nothing of one file is left for the next.
    isolate: false,
    setupFiles: ["scripts/mutation/fixed-seed.ts"],
    include: SUBJECTS[process.env["MUTATED_SUBJECT"] ?? ""]?.tests ?? [],
  },
});
