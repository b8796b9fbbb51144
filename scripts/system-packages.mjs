/**
 * @typedef {"debian" | "fedora" | "arch" | "alpine" | "macos"} System
 *
 * @typedef {object} Program
 * @property {string[]} names any one of these commands will do
 * @property {string} purpose what it is needed for
 * @property {Partial<Record<System, string[]>>} packages what brings it, on each system that has it
 */

/** @type {Record<System, string>} */
const INSTALL = {
  debian: "apt-get install -y",
  fedora: "dnf install -y",
  arch: "pacman -S --needed",
  alpine: "apk add",
  macos: "brew install",
};

/**
 * Which of the known systems this is.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} osRelease the text of /etc/os-release, empty where there is none
 * @returns {System | undefined}
 */
export function systemOf(platform, osRelease) {
  if (platform === "darwin") return "macos";
  const ids = [...osRelease.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? "").split(" "));
  if (ids.includes("debian") || ids.includes("ubuntu")) return "debian";
  if (ids.includes("fedora") || ids.includes("rhel")) return "fedora";
  if (ids.includes("arch")) return "arch";
  if (ids.includes("alpine")) return "alpine";
  return undefined;
}

/**
 * The packages that bring the given programs on a system, each once.
 *
 * @param {System} system
 * @param {Program[]} programs
 * @returns {string[]}
 */
export function packagesFor(system, programs) {
  return [...new Set(programs.flatMap((program) => program.packages[system] ?? []))];
}

/**
 * The one command that installs the given programs.
 *
 * @param {System | undefined} system
 * @param {Program[]} programs
 * @param {boolean} isRoot
 * @returns {string | undefined} nothing for a system we know no packages of
 */
export function installCommand(system, programs, isRoot) {
  if (!system) return undefined;
  const packages = packagesFor(system, programs);
  if (packages.length === 0) return undefined;
  return `${isRoot || system === "macos" ? "" : "sudo "}${INSTALL[system]} ${packages.join(" ")}`;
}

/**
 * "a", "a and b", "a, b and c"
 *
 * @param {string[]} names
 * @returns {string}
 */
export function listInWords(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
