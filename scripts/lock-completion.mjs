/**
 * @typedef {object} LockEntry what we read and write of an entry in package-lock.json
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {{packages: Record<string, LockEntry>}} Lock
 */

const SYSTEMS = new Set(["android", "darwin", "freebsd", "linux", "openharmony", "win32"]);
const PROCESSORS = new Set(["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "x64"]);
const EXACT_VERSION = /^\d+\.\d+\.\d+[^ ]*$/;

/**
 * The entries that a lock file lacks for other platforms' packages. npm leaves out what the registry it asked did not
 * have, and `npm ci` then refuses the file. Systems and processors are read from the packages' names, which is how such
 * packages are named.
 *
 * @param {Lock} lock
 * @returns {Record<string, LockEntry>} by path, for packages that are wanted in one exact version
 */
export function missingPlatformPackages({ packages }) {
  /** @type {Record<string, LockEntry>} */
  const missing = {};
  for (const [dependentPath, dependent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(dependent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const parts = name.split(/[-/]/);
      const cpu = parts.filter((part) => PROCESSORS.has(part));
      const isKnown = path in packages || `${dependentPath}/${path}` in packages;
      if (isKnown || cpu.length === 0 || !EXACT_VERSION.test(version)) continue;
      const os = parts.filter((part) => SYSTEMS.has(part));
      const libc = parts.flatMap((part) => (part.startsWith("musl") ? ["musl"] : part.startsWith("gnu") ? ["glibc"] : []));
      missing[path] = {
        version,
        cpu,
        ...(dependent.dev && { dev: true }),
        ...(libc.length > 0 && { libc }),
        optional: true,
        ...(os.length > 0 && { os }),
      };
    }
  }
  return missing;
}

/**
 * A lock file with the entries that it lacks, in npm's order.
 *
 * @template {Lock} T
 * @param {T} lock
 * @returns {T}
 */
export function completeLock(lock) {
  const packages = Object.entries({ ...lock.packages, ...missingPlatformPackages(lock) });
  return { ...lock, packages: Object.fromEntries(packages.sort(([a], [b]) => a.localeCompare(b, "en"))) };
}
