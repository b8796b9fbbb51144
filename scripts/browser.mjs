import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./project-root.mjs";
import { run, step, StepFailure } from "./run-step.mjs";
import { aptInstall, canInstallPrograms, findOnPath, isExecutable } from "./this-system.mjs";

const LAUNCH_LIMIT_MS = 30_000;
const DOWNLOAD_LIMIT_MS = 600_000;
/** Chromium without a browser's own windows: each test's new window costs it half as much. */
const SHELL = "chromium-headless-shell";
const NAMES = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * Finds a Chromium that starts. Where there is none, installs one: Playwright's own build, then Debian's.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser() {
  if (canInstallPrograms && findOnPath(SHELL) === undefined) await install(`Installing ${SHELL} (apt-get)`, () => aptInstall([SHELL]));
  const found = await firstThatStarts();
  if (found) return found;
  for (const [title, work] of installers()) {
    await install(title, work);
    const installed = await firstThatStarts();
    if (installed) return installed;
  }
  throw new StepFailure(
    "The end-to-end tests need Chromium, and none that starts was found or could be installed: " +
      "install Chromium or Google Chrome, or set CHROMIUM_PATH to one.",
  );
}

/**
 * Installs what another may stand in for: a failure is told and no reason to stop.
 *
 * @param {string} title
 * @param {() => Promise<void>} work
 */
async function install(title, work) {
  try {
    await step(title, work);
  } catch (failure) {
    if (!(failure instanceof StepFailure)) throw failure;
  }
}

/** @returns {[string, () => Promise<void>][]} */
function installers() {
  return [
    ["Downloading Chromium (Playwright)", downloadBrowser],
    ...(canInstallPrograms
      ? [/** @type {[string, () => Promise<void>]} */ (["Installing chromium (apt-get)", () => aptInstall(["chromium"])])]
      : []),
  ];
}

async function downloadBrowser() {
  const { ok, output } = await run(join(projectRoot, "node_modules/.bin/playwright"), ["install", "chromium"], {
    timeLimitMs: DOWNLOAD_LIMIT_MS,
  });
  if (!ok) throw new StepFailure("Chromium could not be downloaded.", output);
}

async function firstThatStarts() {
  const { chromium } = await import("@playwright/test");
  const candidates = [process.env.CHROMIUM_PATH, ...NAMES.map(findOnPath), MACOS_CHROME, chromium.executablePath()];
  for (const path of candidates) {
    if (path && isExecutable(path) && (await starts(path))) return path;
  }
  return undefined;
}

/**
 * Whether a browser really opens a page: one that is found may lack libraries, or see only its own directories.
 *
 * @param {string} path
 */
async function starts(path) {
  const profile = mkdtempSync(join(tmpdir(), "soundcheck-browser-"));
  try {
    const { ok, output } = await run(
      path,
      ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--user-data-dir=${profile}`, "--dump-dom", "about:blank"],
      { show: false, timeLimitMs: LAUNCH_LIMIT_MS },
    );
    return ok && output.includes("<html>");
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
