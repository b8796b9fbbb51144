import { step, StepFailure } from "./run-step.mjs";
import { installCommand, packagesFor } from "./system-packages.mjs";
import { aptInstall, canInstallPrograms, isRoot, missingPrograms, system } from "./this-system.mjs";

/**
 * What the test of several instances needs beside PostgreSQL and the S3 server: a balancer, and clocks that differ.
 *
 * @type {import("./system-packages.mjs").Program[]}
 */
const PROGRAMS = [
  { names: ["nginx"], purpose: "the balancer", packages: { debian: ["nginx-light"] } },
  { names: ["faketime"], purpose: "clocks that differ", packages: { debian: ["faketime"] } },
];

/** Installs what is missing where that needs no question. Throws StepFailure. */
export async function ensureClusterPrograms() {
  const missing = missingPrograms(PROGRAMS);
  if (missing.length === 0) return;
  const command = installCommand(system, missing, isRoot);
  if (!canInstallPrograms) throw new StepFailure(`The test of several instances needs Debian's nginx and faketime. ${command ? `To install: ${command}` : ""}`);
  await step("Installing nginx and faketime (apt-get)", () => aptInstall(packagesFor("debian", missing)));
}
