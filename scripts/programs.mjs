import { printFailure, step, StepFailure } from "./run-step.mjs";
import { installCommand, listInWords, packagesFor } from "./system-packages.mjs";
import { aptInstall, canInstallPrograms, isRoot, missingPrograms, system } from "./this-system.mjs";

/** @typedef {import("./system-packages.mjs").Program} Program */

/** @type {Program["packages"]} */
const FFMPEG_PACKAGES = {
  debian: ["ffmpeg"],
  fedora: ["ffmpeg-free"],
  arch: ["ffmpeg"],
  alpine: ["ffmpeg"],
  macos: ["ffmpeg"],
};

/**
 * PocketSphinx with its US English model. Arch and Alpine have no package of it.
 *
 * @type {Program["packages"]}
 */
const RECOGNITION_PACKAGES = {
  debian: ["pocketsphinx", "pocketsphinx-en-us"],
  fedora: ["pocketsphinx", "pocketsphinx-models"],
  macos: ["cmu-pocketsphinx"],
};

/**
 * The programs that the app runs. It starts without them and says on the page what is missing.
 *
 * @type {Program[]}
 */
const PROGRAMS = [
  { names: ["ffmpeg"], purpose: "converting recordings", packages: FFMPEG_PACKAGES },
  { names: ["ffprobe"], purpose: "reading recordings", packages: FFMPEG_PACKAGES },
  { names: ["pocketsphinx_batch"], purpose: "the local engine's speech to text", packages: RECOGNITION_PACKAGES },
];

/** Installs missing programs where that needs no question, else prints the command that does; never stops the app. */
export async function ensurePrograms() {
  const missing = missingPrograms(PROGRAMS);
  if (missing.length > 0 && canInstallPrograms) {
    const packages = packagesFor("debian", missing);
    try {
      await step(`Installing ${listInWords(packages)} (apt-get)`, () => aptInstall(packages));
    } catch (failure) {
      if (!(failure instanceof StepFailure)) throw failure;
      printFailure(failure);
    }
  }
  const stillMissing = missingPrograms(PROGRAMS);
  if (stillMissing.length > 0) process.stdout.write(`${missingSentence(stillMissing)}\n`);
}

/** @param {Program[]} missing */
function missingSentence(missing) {
  const wanted = listInWords(missing.map(({ names, purpose }) => `${names[0]} (for ${purpose})`));
  const command = installCommand(system, missing, isRoot);
  return `Not found: ${wanted}. ${command ? `To install: ${command}` : "Install with your system's package manager."}`;
}
