import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./project-root.mjs";

const SERVER = join(projectRoot, "dist/server.mjs");

/**
 * Becomes the server: it runs in this process, so that signals and its exit status are its own and nothing is left
 * behind when the process is killed.
 *
 * @param {{mode: "production" | "development", parameters: string[]}} options
 */
export async function serve({ mode, parameters }) {
  process.chdir(projectRoot);
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" });
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, SERVER, ...parameters];
  await import(pathToFileURL(SERVER).href);
}
