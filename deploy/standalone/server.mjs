import { readFileSync } from "node:fs";

// Starts the app in a folder without its sources. Next.js takes its configuration from the build, as its own standalone server does: the
// file that says it is TypeScript, and is not here.
process.chdir(import.meta.dirname);
const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(config) });
process.setSourceMapsEnabled(true);
await import("./dist/server.mjs");
