import { createHash } from "node:crypto";

/**
 * @typedef {object} InstallStamp
 * @property {string} lock hash of package-lock.json
 * @property {string} runtime Node version, operating system and processor
 *
 * @typedef {{packages?: Record<string, {version?: string, optional?: boolean}>}} Lock
 */

/**
 * What an installation was made from.
 *
 * @param {string} lockText the text of package-lock.json
 * @param {{version: string, platform: string, arch: string}} runtime `process`
 * @returns {InstallStamp}
 */
export function installStamp(lockText, { version, platform, arch }) {
  return { lock: createHash("sha256").update(lockText).digest("hex"), runtime: `${version} ${platform} ${arch}` };
}

/**
 * Whether the packages in node_modules, as npm lists them in `node_modules/.package-lock.json`, are those of
 * package-lock.json: the same versions, nothing more, and nothing less but for optional ones (other platforms').
 *
 * @param {Lock} lock
 * @param {Lock} installed
 * @returns {boolean}
 */
export function isInstalled(lock, installed) {
  const wanted = lock.packages ?? {};
  const present = installed.packages ?? {};
  return (
    Object.entries(present).every(([path, { version }]) => wanted[path]?.version === version) &&
    Object.entries(wanted).every(([path, { optional }]) => path === "" || path in present || optional === true)
  );
}
