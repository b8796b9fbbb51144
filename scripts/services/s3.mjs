import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { freePort } from "./free-port.mjs";
import { projectRoot } from "../project-root.mjs";
import { step, StepFailure } from "../run-step.mjs";
import { aptInstall, canInstallPrograms, isRoot } from "../this-system.mjs";

const PACKAGES = ["swift-proxy", "swift-account", "swift-container", "swift-object", "memcached"];
/** Debian's Python, for which the packages are. */
const PYTHON = "/usr/bin/python3";
const PROGRAMS = [...["proxy", "account", "container", "object"].map((kind) => `/usr/bin/swift-${kind}-server`), "/usr/bin/memcached"];
const START_LIMIT_MS = 60_000;
const RETRY_MS = 200;
const REGION = "us-east-1";

/**
 * @typedef {object} S3Server
 * @property {{S3_ENDPOINT: string, S3_REGION: string, S3_ACCESS_KEY_ID: string, S3_SECRET_ACCESS_KEY: string}} settings what an app is told to use it
 * @property {() => Promise<void>} stop ends it and removes what it kept
 */

/** Installs OpenStack Swift, whose s3api is a real S3 server, where it is missing and that needs no question. Throws StepFailure. */
async function ensureS3Programs() {
  if (PROGRAMS.every((program) => existsSync(program))) return;
  const command = `apt-get install --no-install-recommends ${PACKAGES.join(" ")}`;
  if (!canInstallPrograms) {
    const other = "TEST_S3={\"S3_ENDPOINT\":…,\"S3_REGION\":…,\"S3_ACCESS_KEY_ID\":…,\"S3_SECRET_ACCESS_KEY\":…}";
    throw new StepFailure(`The tests need an S3 server. To install Debian's OpenStack Swift: ${command}\nOr name another one, where buckets may be made: ${other}`);
  }
  await step("Installing OpenStack Swift (apt-get)", () => aptInstall(PACKAGES));
}

/**
 * Starts an S3 server with a folder and ports of its own, and no data: Swift's four servers on one device, with a memcached. It
 * ends with this process, however that ends.
 *
 * @param {{port?: number}} [options] of the S3 endpoint on 127.0.0.1; a free one unless given
 * @returns {Promise<S3Server>}
 */
export async function startS3Server({ port } = {}) {
  await ensureS3Programs();
  const user = unprivilegedUser();
  const folder = makeFolder(user);
  const secret = randomBytes(16).toString("hex");
  const ports = { proxy: port ?? (await freePort()), account: await freePort(), container: await freePort(), object: await freePort(), cache: await freePort() };
  writeConfigurations(folder, ports, secret);
  makeRings(folder, ports);
  if (user) spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);

  // Whoever starts it holds its standard input: when that closes, by an orderly end or not, it ends and tidies up.
  const script = [
    `memcached -l 127.0.0.1 -p ${ports.cache} -m 16 & all=$!`,
    ...["account", "container", "object", "proxy"].map((kind) => `swift-${kind}-server "$1/${kind}.conf" --verbose > "$1/${kind}.log" 2>&1 & all="$all $!"`),
    'cat > /dev/null; kill $all; wait; rm -rf "$1"',
  ].join("\n");
  const child = spawn("/bin/sh", ["-c", script, "s3", folder], {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", HOME: folder },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    ...user,
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const settings = { S3_ENDPOINT: `http://127.0.0.1:${ports.proxy}`, S3_REGION: REGION, S3_ACCESS_KEY_ID: "test:tester", S3_SECRET_ACCESS_KEY: secret };
  try {
    await untilItAnswers(settings);
  } catch (error) {
    const logs = ["proxy", "account", "container", "object"].map((kind) => readFileSync(join(folder, `${kind}.log`), "utf8")).join("");
    await stop();
    throw new StepFailure("The S3 server did not start.", `${logs}${/** @type {Error} */ (error).message}`);
  }
  child.unref();
  /** @type {import("node:net").Socket} */ (/** @type {unknown} */ (child.stdin)).unref();
  return { settings, stop };
}

/** Root's data is nobody's business: as root the servers run as Swift's own user. */
function unprivilegedUser() {
  if (!isRoot) return undefined;
  const [uid = 0, gid = 0] = ["-u", "-g"].map((which) => Number(spawnSync("id", [which, "swift"], { encoding: "utf8" }).stdout));
  return { uid, gid };
}

/**
 * A new folder that the user may use: a project in somebody's home may lie where no other user gets.
 *
 * @param {{uid: number, gid: number} | undefined} user
 */
function makeFolder(user) {
  const own = join(projectRoot, ".cache/s3");
  mkdirSync(own, { recursive: true });
  // What is in a folder can be taken away by whose the folder is.
  if (user) chownSync(own, user.uid, user.gid);
  for (const parent of [own, tmpdir()]) {
    const folder = mkdtempSync(join(parent, "s3-"));
    if (user) chownSync(folder, user.uid, user.gid);
    if (spawnSync("test", ["-w", folder], { ...user }).status === 0) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new StepFailure("The S3 server has no folder that its user may write.");
}

/**
 * @param {string} folder
 * @param {Record<"proxy" | "account" | "container" | "object" | "cache", number>} ports
 * @param {string} secret
 */
function writeConfigurations(folder, ports, secret) {
  const basics = (/** @type {number} */ port) =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nswift_dir = ${folder}\ndevices = ${folder}/devices\nmount_check = false\nfallocate_reserve = 0\nlog_level = ERROR\n`;
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "devices/d1"), { recursive: true });
  write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = soundcheck\n[storage-policy:0]\nname = one\ndefault = yes\n");
  for (const kind of /** @type {const} */ (["account", "container", "object"])) {
    write(`${kind}.conf`, `${basics(ports[kind])}[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`);
  }
  write(
    "proxy.conf",
    `${basics(ports.proxy)}[pipeline:main]\npipeline = catch_errors cache s3api tempauth copy slo proxy-server\n` +
      "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n" +
      "[filter:catch_errors]\nuse = egg:swift#catch_errors\n" +
      `[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:${ports.cache}\n` +
      `[filter:s3api]\nuse = egg:swift#s3api\nlocation = ${REGION}\n` +
      `[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_tester = ${secret} .admin\n` +
      "[filter:copy]\nuse = egg:swift#copy\n[filter:slo]\nuse = egg:swift#slo\n",
  );
}

/**
 * One device, one copy of everything.
 *
 * @param {string} folder
 * @param {Record<"account" | "container" | "object", number>} ports
 */
function makeRings(folder, ports) {
  const program = [
    "import sys",
    "from swift.common.ring import RingBuilder",
    "folder, *named = sys.argv[1:]",
    "for name, port in zip(named[::2], named[1::2]):",
    "    builder = RingBuilder(4, 1, 0)",
    "    builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1})",
    "    builder.rebalance()",
    "    builder.get_ring().save(f'{folder}/{name}.ring.gz')",
  ].join("\n");
  const named = /** @type {const} */ (["account", "container", "object"]).flatMap((kind) => [kind, String(ports[kind])]);
  const { status, stderr } = spawnSync(PYTHON, ["-c", program, folder, ...named], { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
  if (status !== 0) throw new StepFailure("The S3 server could not be set up.", stderr);
}

/** @param {S3Server["settings"]} settings */
async function untilItAnswers(settings) {
  const giveUpAtMs = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await createBucket(settings, "first");
    } catch (error) {
      if (Date.now() > giveUpAtMs) throw error;
      await wait(RETRY_MS);
    }
  }
}

/**
 * Makes a bucket, which must not exist yet.
 *
 * @param {S3Server["settings"]} settings
 * @param {string} bucket
 */
export async function createBucket(settings, bucket) {
  const { CreateBucketCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    credentials: { accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY },
    forcePathStyle: true,
    maxAttempts: 1,
  });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}


// node scripts/services/s3.mjs [port]: a server to try things with, until Ctrl-C.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const server = await startS3Server(process.argv[2] === undefined ? {} : { port: Number(process.argv[2]) });
  await createBucket(server.settings, "soundcheck");
  const lines = Object.entries({ S3_BUCKET: "soundcheck", ...server.settings }).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(`${lines.join("\n")}\n`);
  const stop = () => void server.stop().then(() => process.exit(0));
  process.on("SIGINT", stop).on("SIGTERM", stop);
  setInterval(() => undefined, 2 ** 30);
}
