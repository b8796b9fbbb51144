import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE_DIRECTORIES = ["app", "components", "lib", "public"];
const ROOT_FILE = /^(?:\.env(?:\..+)?|.+\.(?:[cm]?[jt]sx?|json|css))$/;
const NOT_BUILT = /(?:\.test\.tsx?|next-env\.d\.ts)$/;

/**
 * A hash over everything that the build of the pages reads: the source directories, and configuration in the root with
 * the lock file and the .env files. Tests are left out.
 *
 * @param {string} root the repository's root
 * @returns {string}
 */
export function buildHash(root) {
  const hash = createHash("sha256").update(process.version);
  const rootFiles = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && ROOT_FILE.test(entry.name))
    .map((entry) => entry.name);
  const files = [...rootFiles, ...SOURCE_DIRECTORIES.flatMap((directory) => filesIn(root, directory))];
  for (const path of files.filter((file) => !NOT_BUILT.test(file)).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} directory relative to root
 * @returns {string[]} the files below it, relative to root; none when it does not exist
 */
function filesIn(root, directory) {
  /** @type {import("node:fs").Dirent[]} */
  let entries;
  try {
    entries = readdirSync(join(root, directory), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesIn(root, path) : entry.isFile() ? [path] : [];
  });
}
