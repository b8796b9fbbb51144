import { defineConfig } from "vitest/config";
import base from "../../vitest.config";

/** The tests of pure modules: no database, no files, no network. */
export default defineConfig({
  ...base,
  test: {
    testTimeout: 30_000,
    setupFiles: ["scripts/mutation/fixed-seed.ts"],
    include: [
      "lib/kie/*.test.ts",
      "lib/media/range.test.ts",
      "lib/shares/request-schema.test.ts",
      "lib/speech/*.test.ts",
      "lib/tasks/{lifecycle,states,request-schema}.test.ts",
      "lib/transcripts/*.test.ts",
      "lib/transcripts/exports/captions.test.ts",
      "scripts/mutation/loading.test.ts",
    ],
    exclude: ["lib/kie/client.test.ts"],
  },
});
