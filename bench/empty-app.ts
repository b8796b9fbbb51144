import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "@/scripts/services/free-port.mjs";

const FOLDER = path.resolve(".cache/bench/empty-app");
const NEXT = path.resolve("node_modules/next/dist/bin/next");

const FILES = {
  "package.json": `{ "name": "empty-app", "private": true, "type": "module" }`,
  "next.config.js": `export default { turbopack: { root: ${JSON.stringify(path.resolve("."))} } };`,
  "app/api/empty/route.js": `export function POST() {\n  return new Response("ok");\n}\n`,
  "app/layout.js": `export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n`,
  "app/page.js": `export const dynamic = "force-dynamic";\nexport default function Page() {\n  return <main><title>Empty</title><h1>Empty</h1></main>;\n}\n`,
};

/** A Next.js app in production whose one page shows nothing, and whose one route handler does nothing. */
export interface EmptyApp {
  readonly url: string;
  readonly routeUrl: string;
  readonly pid: number;
  readonly end: () => Promise<void>;
}

/** Starts it; the first time it is built. */
export async function startEmptyApp(): Promise<EmptyApp> {
  const environment = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  build(environment);
  const port = await freePort();
  const child = spawn(process.execPath, [NEXT, "start", "--hostname", "127.0.0.1", "--port", String(port)], {
    cwd: FOLDER,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  for await (const text of child.stdout.setEncoding("utf8") as AsyncIterable<string>) if (text.includes("Ready")) break;
  return {
    url: `http://127.0.0.1:${port}`,
    routeUrl: `http://127.0.0.1:${port}/api/empty`,
    pid: child.pid ?? 0,
    end: async () => {
      child.kill();
      await exited;
    },
  };
}

function build(environment: NodeJS.ProcessEnv): void {
  const stamp = path.join(FOLDER, ".next/stamp");
  const version = `${readFileSync(path.resolve("node_modules/next/package.json"), "utf8")}${JSON.stringify(FILES)}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === version) return;
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(FOLDER, name)), { recursive: true });
    writeFileSync(path.join(FOLDER, name), text);
  }
  execFileSync(process.execPath, [NEXT, "build"], { cwd: FOLDER, env: environment, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(stamp, version);
}
