import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.mjs";
import { projectRoot } from "../project-root.mjs";
import { step, StepFailure } from "../run-step.mjs";
import { aptInstall, canInstallPrograms, findOnPath, isExecutable, isRoot } from "../this-system.mjs";

const START_LIMIT_MS = 30_000;
const START_LOOK_MS = 50;
/** Where Debian puts the programs of each version. */
const DEBIAN_VERSIONS = "/usr/lib/postgresql";
const PASSWORD = "of-the-tests";
const USER = "soundcheck";

/**
 * A PostgreSQL of our own.
 *
 * @typedef {object} PostgresServer
 * @property {number} port
 * @property {(database?: string) => string} url of a database on it: unless another is named, an empty one that its user owns
 * @property {(mode?: "fast" | "immediate") => Promise<void>} stop ends the server and keeps its data: `immediate` is as a crash is
 * @property {() => Promise<void>} start starts it again, at the same port, with the same data
 * @property {() => void} remove ends it at once, with its data; also done when this process ends
 * @property {string} socketDirectory where clients of this machine that take no password find it
 */

/**
 * Starts a PostgreSQL with a data folder, a socket folder and a port of its own, as a user without rights; installs Debian's where there
 * is none. It ends with this process, also after Ctrl-C. Throws StepFailure when there is none to be had.
 *
 * @param {{port?: number, fsync?: boolean}} [options] fsync: whether commits are durable, as they are for people; tests that are only
 *   about what queries do are quicker without. Without a port, one that is free.
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ port: wantedPort, fsync = true } = {}) {
  const programs = await ensurePostgres();
  const port = wantedPort ?? (await freePort());
  const user = unprivilegedUser();
  const folder = newFolder(user);
  const data = join(folder, "data");
  const asUser = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let server;
  // Not a pipe: nobody reads one while this process waits for another.
  const logFile = join(folder, "log");

  const url = (database = USER) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;

  const start = async () => {
    const log = openSync(logFile, "w");
    const child = spawn(join(programs, "postgres"), ["-D", data], { ...asUser, stdio: ["ignore", "ignore", log], detached: true, env: { LC_ALL: "C", PATH: process.env.PATH } });
    closeSync(log);
    server = child;
    // It ends with this process and does not keep it from ending.
    child.unref();
    const giveUpAtMs = performance.now() + START_LIMIT_MS;
    while (!isReady(programs, folder, port)) {
      if (child.exitCode !== null || performance.now() > giveUpAtMs) throw new StepFailure(`PostgreSQL does not start at port ${port}.`, readFileSync(logFile, "utf8"));
      await wait(START_LOOK_MS);
    }
  };

  const stop = async (/** @type {"fast" | "immediate"} */ mode = "fast") => {
    const child = server;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.ref();
    child.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  };

  const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
    // Who runs a program meanwhile ends this process when that has ended.
    if (process.listenerCount(signal) === 1) process.exit(1);
  };
  const remove = () => {
    process.off("exit", remove).off("SIGINT", interrupt).off("SIGTERM", interrupt);
    if (server?.exitCode === null && server.signalCode === null) spawnSync(join(programs, "pg_ctl"), ["stop", "-D", data, "-m", "immediate", "-w"], { ...asUser, stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on("exit", remove).on("SIGINT", interrupt).on("SIGTERM", interrupt);

  try {
    await step(`Starting PostgreSQL at port ${port}`, async () => {
      initialise(programs, folder, { port, fsync }, asUser);
      await start();
      const create = [`create role ${USER} login createdb password '${PASSWORD}'`, `create database ${USER} owner ${USER}`].flatMap((statement) => ["-c", statement]);
      execFileSync(join(programs, "psql"), ["-X", "-q", "-h", folder, "-p", String(port), "-U", "postgres", ...create], { stdio: ["ignore", "ignore", "pipe"] });
    });
  } catch (error) {
    remove();
    throw error;
  }
  return { port, url, start, stop, remove, socketDirectory: folder };
}

/**
 * The folder of PostgreSQL's programs, which are installed where that needs no question.
 *
 * @returns {Promise<string>}
 */
async function ensurePostgres() {
  const found = findPrograms();
  if (found) return found;
  if (canInstallPrograms) await step("Installing postgresql (apt-get)", () => aptInstall(["postgresql"]));
  const installed = findPrograms();
  if (installed) return installed;
  throw new StepFailure("The tests on PostgreSQL need its server (initdb, postgres), which was not found and could not be installed: install postgresql.");
}

/** @returns {string | undefined} */
function findPrograms() {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS).toSorted((left, right) => Number(right) - Number(left)) : [];
  const debian = versions.map((version) => join(DEBIAN_VERSIONS, version, "bin"));
  const onPath = findOnPath("initdb");
  return [...debian, ...(onPath ? [join(onPath, "..")] : [])].find((folder) => isExecutable(join(folder, "initdb")) && isExecutable(join(folder, "postgres")));
}

/**
 * Who runs it where we are root, which PostgreSQL refuses: its package's own user, else nobody.
 *
 * @returns {{uid: number, gid: number} | undefined} nothing where it is who we are
 */
function unprivilegedUser() {
  if (!isRoot) return undefined;
  const idOf = (/** @type {string} */ option, /** @type {string} */ name) => Number(spawnSync("id", [option, name], { encoding: "utf8" }).stdout);
  const name = ["postgres", "nobody"].find((candidate) => spawnSync("id", [candidate]).status === 0) ?? userInfo().username;
  return { uid: idOf("-u", name), gid: idOf("-g", name) };
}

/**
 * A folder that this user can enter: in the repository's, else among the temporary ones.
 *
 * @param {{uid: number, gid: number} | undefined} user
 * @returns {string}
 */
function newFolder(user) {
  const cache = join(projectRoot, ".cache");
  mkdirSync(cache, { recursive: true });
  for (const parent of [cache, tmpdir()]) {
    const folder = mkdtempSync(join(parent, "postgres-"));
    if (user === undefined) return folder;
    chownSync(folder, user.uid, user.gid);
    // The path of a socket may have 107 bytes.
    if (folder.length < 80 && spawnSync("test", ["-w", folder], { ...user }).status === 0) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new StepFailure(`PostgreSQL needs a folder that its user can enter, and neither ${cache} nor ${tmpdir()} is one.`);
}

/**
 * @param {string} programs
 * @param {string} folder
 * @param {{port: number, fsync: boolean}} options
 * @param {{uid?: number, gid?: number}} asUser
 */
function initialise(programs, folder, { port, fsync }, asUser) {
  // Texts are sorted by a language's rules, as in most installations: what relies on the order of bytes would show.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"];
  const made = spawnSync(join(programs, "initdb"), ["-D", join(folder, "data"), "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", ...locale], {
    ...asUser,
    cwd: folder,
    encoding: "utf8",
    env: { LC_ALL: "C", PATH: process.env.PATH },
  });
  if (made.status !== 0) throw new StepFailure("PostgreSQL's data folder could not be made.", `${made.stdout}${made.stderr}`);
  const settings = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${folder}'`,
    "max_connections = 200",
    ...(fsync ? [] : ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]),
  ];
  execFileSync("sh", ["-c", `cat >> "$1"`, "sh", join(folder, "data/postgresql.conf")], { ...asUser, input: `${settings.join("\n")}\n` });
}

/**
 * @param {string} programs
 * @param {string} folder
 * @param {number} port
 */
function isReady(programs, folder, port) {
  return spawnSync(join(programs, "pg_isready"), ["-q", "-h", folder, "-p", String(port)]).status === 0;
}

