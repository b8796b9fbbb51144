import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      // The real package throws outside a React server; the rule it enforces is checked by `next build`.
      "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)),
    },
  },
  test: {
    // The database of the tests is made ready where it is not SQLite.
    globalSetup: ["lib/database/test-template.ts"],
    exclude: [...configDefaults.exclude, ...(process.env["TEST_POSTGRES_URL"] === undefined ? ["**/*.postgres.test.ts"] : [])],
    include: ["app/**/*.test.{ts,tsx}", "components/**/*.test.{ts,tsx}", "lib/**/*.test.ts", "scripts/**/*.test.{ts,mjs}", "e2e/**/*.test.ts"],
    testTimeout: 30_000,
    // Usually one core is left to who works at the machine; here half of two would be idle.
    maxWorkers: "100%",
  },
});
