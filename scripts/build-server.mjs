import { join } from "node:path";
import { projectRoot } from "./project-root.mjs";
import { StepFailure } from "./run-step.mjs";

/**
 * Bundles the server and its worker into dist/. It takes a fraction of a second, so that it is done at every start
 * instead of asking whether it is needed.
 */
export function bundleServer() {
  return bundle({
    server: "server.ts",
    "synthesis-worker": "lib/local-engine/synthesis/synthesis-worker.ts",
  });
}

/**
 * Bundles each entry, by its name, into dist/. Throws StepFailure.
 *
 * @param {Record<string, string>} entryPoints
 */
export async function bundle(entryPoints) {
  const { build, stop } = await import("esbuild");
  try {
    await build({
      absWorkingDir: projectRoot,
      entryPoints,
      outdir: "dist",
      outExtension: { ".js": ".mjs" },
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      packages: "external",
      // Outside the pages nothing sets the condition under which the real package does not throw.
      alias: { "server-only": join(projectRoot, "node_modules/server-only/empty.js") },
      sourcemap: true,
      logLevel: "silent",
    });
  } catch (error) {
    throw new StepFailure("The server could not be bundled; the reason is above.", /** @type {Error} */ (error).message);
  } finally {
    await stop();
  }
}
