import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseCommand, parseCopy, parseEnv } from "./dockerfile.mjs";
import { projectRoot } from "./project-root.mjs";
import { formatDuration } from "./step-text.mjs";

const DEBIAN = "bookworm";
const BASE = join(projectRoot, ".cache/image/base");
const SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * @typedef {object} Stage
 * @property {string} root the folder that is its root
 * @property {string} folder in which its commands run
 * @property {string} user
 * @property {Record<string, string>} env
 * @property {string[]} health
 * @property {string[]} command
 */

/** Makes what node:20-bookworm-slim is, as far as our Dockerfile needs it: a minimal Debian, Node.js under /usr/local, the user node. */
export function prepareBase() {
  if (existsSync(BASE)) return;
  const making = `${BASE}-being-made`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(dirname(making), { recursive: true });
  timed("A bare Debian", () => {
    execFileSync("debootstrap", ["--variant=minbase", DEBIAN, making], { stdio: ["ignore", "ignore", "inherit"] });
    const prefix = dirname(dirname(process.execPath));
    for (const part of ["bin/node", "include/node", "lib/node_modules/npm"]) cpSync(join(prefix, part), join(making, "usr/local", part), { recursive: true });
    writeFileSync(join(making, "usr/local/bin/npm"), '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n');
    chmodSync(join(making, "usr/local/bin/npm"), 0o755);
    // How this machine reaches its packages: names, settings of apt, and who is trusted.
    cpSync("/etc/resolv.conf", join(making, "etc/resolv.conf"), { dereference: true });
    cpSync("/etc/apt/apt.conf.d", join(making, "etc/apt/apt.conf.d"), { recursive: true });
    const authorities = process.env.NODE_EXTRA_CA_CERTS;
    if (authorities !== undefined) cpSync(authorities, join(making, "etc/extra-authorities.crt"), { dereference: true });
    for (const command of [
      ["groupadd", "--gid", "1000", "node"],
      ["useradd", "--uid", "1000", "--gid", "node", "--shell", "/bin/bash", "--create-home", "node"],
    ]) execFileSync("chroot", [making, ...command]);
  });
  renameSync(making, BASE);
}

/**
 * Does the steps of a Dockerfile, each stage in a folder of its own below `workshop`.
 *
 * @param {import("./dockerfile.mjs").Instruction[]} instructions
 * @param {string} workshop
 * @returns {Stage} the last stage
 */
export function buildStages(instructions, workshop) {
  /** @type {Map<string, Stage>} */
  const stages = new Map();
  /** @type {Stage | undefined} */
  let stage;
  for (const { name, text } of instructions) {
    process.stdout.write(`\n${name} ${text}\n`);
    if (name === "FROM") {
      const [image, , alias = String(stages.size)] = text.split(/\s+/);
      if (image !== `node:20-${DEBIAN}-slim`) throw new Error(`There is no stand-in for the image ${image}.`);
      const root = join(workshop, alias);
      execFileSync("cp", ["-a", "--reflink=auto", BASE, root]);
      stage = { root, folder: "/", user: "root", env: {}, health: [], command: [] };
      stages.set(alias, stage);
      continue;
    }
    if (stage === undefined) throw new Error("The Dockerfile does not begin with FROM.");
    const current = stage;
    /** @type {Record<string, () => void>} */
    const steps = {
      RUN: () => timed("done", () => runIn(current, text)),
      COPY: () => copyInto(current, text, stages),
      WORKDIR: () => {
        current.folder = resolve(current.folder, text);
        mkdirSync(inRoot(current, current.folder), { recursive: true });
      },
      ENV: () => Object.assign(current.env, parseEnv(text)),
      USER: () => (current.user = text),
      HEALTHCHECK: () => (current.health = parseCommand(text)),
      CMD: () => (current.command = parseCommand(text)),
      // What only tells the engine something.
      VOLUME: () => undefined,
      EXPOSE: () => undefined,
    };
    const step = steps[name];
    if (step === undefined) throw new Error(`There is no stand-in for ${name}.`);
    step();
  }
  if (stage === undefined) throw new Error("The Dockerfile has no stage.");
  return stage;
}

/**
 * The parameters of unshare that run a program in a stage as its user, with mounts and processes of its own.
 *
 * @param {Stage} stage
 * @param {string[]} command
 */
export function enter({ root, folder, user }, command) {
  const script = 'mount -t proc proc "$1/proc" && cd "$1" && exec chroot --userspec="$3" "$1" /bin/sh -c \'cd "$0" && exec "$@"\' "$2" "${@:4}"';
  return ["--mount", "--pid", "--fork", "--kill-child", "bash", "-c", script, "enter", root, folder, `${user}:${user}`, ...command];
}

/**
 * The environment in which a stage's programs run: nothing of this process's.
 *
 * @param {Stage} stage
 * @returns {Record<string, string>}
 */
export function environment({ root, env, user }) {
  const authorities = existsSync(join(root, "etc/extra-authorities.crt")) ? { NODE_EXTRA_CA_CERTS: "/etc/extra-authorities.crt" } : {};
  return { PATH: SEARCH_PATH, HOME: user === "root" ? "/root" : `/home/${user}`, DEBIAN_FRONTEND: "noninteractive", ...authorities, ...env };
}

/**
 * @param {Stage} stage
 * @param {string} text of a shell
 */
function runIn(stage, text) {
  const { status } = spawnSync("unshare", enter(stage, ["/bin/sh", "-c", text]), { env: environment(stage), stdio: ["ignore", process.env.VERBOSE === undefined ? "ignore" : "inherit", "inherit"] });
  if (status !== 0) throw new Error(`This step failed with ${status}: ${text}`);
}

/**
 * @param {Stage} stage
 * @param {string} text
 * @param {Map<string, Stage>} stages
 */
function copyInto(stage, text, stages) {
  const { stage: from, sources, target } = parseCopy(text);
  const origin = from === undefined ? projectRoot : stages.get(from)?.root;
  if (origin === undefined) throw new Error(`COPY names no stage: ${text}`);
  const ignored = from === undefined ? readFileSync(join(projectRoot, ".dockerignore"), "utf8").split("\n").filter(Boolean) : [];
  for (const source of sources) {
    const path = join(origin, source);
    const into = inRoot(stage, resolve(stage.folder, target));
    if (source === ".") {
      for (const entry of readdirSync(path)) if (!ignored.includes(entry)) copyAsRoot(join(path, entry), join(into, entry));
    } else {
      copyAsRoot(path, target.endsWith("/") ? join(into, basename(source)) : into);
    }
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyAsRoot(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  chownSync(to, 0, 0);
}

/**
 * @param {Stage} stage
 * @param {string} path
 */
function inRoot({ root }, path) {
  return join(root, path);
}

/**
 * @param {string} what
 * @param {() => void} work
 */
function timed(what, work) {
  const startedAt = performance.now();
  work();
  process.stdout.write(`  ${what} (${formatDuration(performance.now() - startedAt)})\n`);
}
