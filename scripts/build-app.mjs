import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildHash } from "./build-hash.mjs";
import { bundleServer } from "./build-server.mjs";
import { projectRoot } from "./project-root.mjs";
import { runOrFail, step } from "./run-step.mjs";

const STAMP = join(projectRoot, ".next/build-stamp");
const BUILD_ID = join(projectRoot, ".next/BUILD_ID");

/**
 * Builds the pages and bundles the server. The stamp is written last and lies where every build of the pages deletes it
 * first, so that a build that failed or was interrupted is done again.
 *
 * @param {{onlyIfChanged: boolean, show?: boolean}} options show: the build's output goes to the terminal
 */
export async function buildApp({ onlyIfChanged, show }) {
  const hash = buildHash(projectRoot);
  if (!onlyIfChanged || !existsSync(BUILD_ID) || readStamp() !== hash) {
    rmSync(STAMP, { force: true });
    await step("Building the pages", () =>
      runOrFail(join(projectRoot, "node_modules/.bin/next"), ["build"], {
        env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        ...(show && { show }),
        otherwise: "The pages could not be built; the end of the output is above.",
      }),
    );
    writeFileSync(STAMP, hash);
  }
  await bundleServer();
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : undefined;
}
