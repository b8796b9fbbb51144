import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseDockerfile } from "./dockerfile.mjs";
import { buildStages, enter, environment, prepareBase } from "./image-stages.mjs";
import { projectRoot } from "./project-root.mjs";
import { formatDuration } from "./step-text.mjs";
import { aptInstall, canInstallPrograms, findOnPath } from "./this-system.mjs";

/**
 * Does what the Dockerfile says without a container engine: each stage is a folder with a bare Debian and this machine's Node.js, in
 * which the steps run with a root, processes and an environment of their own (chroot). Then tries the image: who it runs as, what it refuses,
 * whether it speaks and listens, its health check and its end. Root on Debian is needed, and debootstrap.
 */
const PORT = process.env.IMAGE_PORT ?? "3735";
const ACCESS_CODE = "a code for trying the image";

/** @typedef {import("./image-stages.mjs").Stage} Stage */

if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
  process.stderr.write("This needs root on a Debian: it makes roots of its own for the steps.\n");
  process.exit(1);
}
if (findOnPath("debootstrap") === undefined && canInstallPrograms) await aptInstall(["debootstrap"]);
const workshop = mkdtempSync(join(tmpdir(), "soundcheck-image-"));
try {
  prepareBase();
  const image = buildStages(parseDockerfile(readFileSync(join(projectRoot, "Dockerfile"), "utf8")), workshop);
  await tryOut(image);
  process.stdout.write("\nThe image builds and works.\n");
} catch (error) {
  process.stderr.write(`\n${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

/**
 * Runs the image as an engine would, and asks of it what it is for.
 *
 * @param {Stage} image
 */
async function tryOut(image) {
  process.stdout.write("\nTrying the image\n");
  const size = (/** @type {string} */ path) => execFileSync("du", ["-sm", join(image.root, path)], { encoding: "utf8" }).split("\t")[0];
  process.stdout.write(`  ${size("/")} MB in all, of which /app ${size("/app")} MB\n`);

  const writable = await output(image, ["find", "/app", "-writable", "-not", "-type", "l"], {});
  expect("its user cannot change the program", writable.text === "");
  const refused = await output(image, image.command, { PORT });
  expect("it does not let everybody in without being told to", refused.status === 1 && refused.text.includes("Set ACCESS_CODE"));
  expect("its health check fails when it does not run", (await output(image, image.health, { PORT })).status === 1);

  const startedAt = performance.now();
  const app = start(image, image.command, { PORT, ACCESS_CODE, LOG_LEVEL: "warn" });
  try {
    await app.says("is ready at");
    process.stdout.write(`  ready after ${formatDuration(performance.now() - startedAt)}\n`);
    expect("its health check passes", (await output(image, image.health, { PORT })).status === 0);
    expect("it does not run as root", runsAs("server.mjs") === "1000");
    const signIn = await fetch(`http://127.0.0.1:${PORT}/sign-in`);
    const page = await signIn.text();
    expect("it serves its pages", signIn.status === 200 && page.includes("Soundcheck"));
    const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
    expect("it serves its scripts", (await fetch(`http://127.0.0.1:${PORT}${script}`)).status === 200);
    const text = "The river was wide and the night was cold.";
    const heard = await speakAndListen(readFileSync(join(image.root, "data/local-engine-token"), "utf8").trim(), text);
    process.stdout.write(`  said “${text}”, heard “${heard}”\n`);
    expect("its local engine speaks and listens", /river/i.test(heard));
    // What an engine runs in a container has the container's settings.
    const backup = await output(image, ["node", "dist/backup.mjs", "/home/node/backup"], { PORT, ACCESS_CODE });
    expect(`it makes a backup (${backup.text.trim()})`, backup.status === 0 && backup.text.includes("Backed up"));
    const endsAt = performance.now();
    execFileSync("kill", ["-TERM", pidOf("server.mjs")]);
    const status = await app.ended;
    expect(`SIGTERM ends it in order (${formatDuration(performance.now() - endsAt)})`, status === 0);
  } catch (error) {
    process.stderr.write(app.output());
    throw error;
  } finally {
    app.kill();
  }
}

/**
 * Has the local engine say a text, and then transcribe what it said.
 *
 * @param {string} token
 * @param {string} text
 * @returns {Promise<string>} what it heard
 */
async function speakAndListen(token, text) {
  const api = `http://127.0.0.1:${PORT}/local-engine/api/v1/jobs`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const make = async (/** @type {object} */ order) => {
    const created = await (await fetch(`${api}/createTask`, { method: "POST", headers, body: JSON.stringify(order) })).json();
    for (;;) {
      const { data } = await (await fetch(`${api}/recordInfo?taskId=${created.data?.taskId}`, { headers })).json();
      if (data?.state === "fail" || created.data === undefined) throw new Error(`The local engine failed: ${JSON.stringify(data ?? created)}`);
      if (data.state === "success") return JSON.parse(data.resultJson);
      await pause(500);
    }
  };
  const { resultUrls } = await make({ model: "elevenlabs/text-to-speech-multilingual-v2", input: { text, voice: "George" } });
  const { resultObject } = await make({ model: "elevenlabs/speech-to-text", input: { audio_url: resultUrls[0] } });
  return resultObject.text;
}

/**
 * Starts a program in the image.
 *
 * @param {Stage} image
 * @param {string[]} command
 * @param {Record<string, string>} settings
 */
function start(image, command, settings) {
  const child = spawn("unshare", enter(image, command), { env: { ...environment(image), ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => (said += text));
  const ended = once(child, "close").then(([status]) => /** @type {number | null} */ (status));
  return {
    ended,
    output: () => said,
    // Whoever changed its user is not killed with its parent.
    kill: () => {
      const pid = findPid(command.at(-1) ?? "");
      if (pid !== undefined) process.kill(Number(pid), "SIGKILL");
      child.kill("SIGKILL");
    },
    says: async (/** @type {string} */ text) => {
      while (!said.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${said}`);
        await pause(20);
      }
    },
  };
}

/**
 * Runs a program in the image until it ends.
 *
 * @param {Stage} image
 * @param {string[]} command
 * @param {Record<string, string>} settings
 */
async function output(image, command, settings) {
  const program = start(image, command, settings);
  return { status: await program.ended, text: program.output() };
}

/**
 * The program that runs in the image, as this machine counts processes; undefined when it does not run.
 *
 * @param {string} name
 */
function findPid(name) {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.find((candidate) => {
    try {
      return readFileSync(`/proc/${candidate}/cmdline`, "utf8") === `node\0${name}\0` && readFileSync(`/proc/${candidate}/environ`, "utf8").includes(`PORT=${PORT}\0`);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}

/** @param {string} name */
function pidOf(name) {
  const pid = findPid(name);
  if (pid === undefined) throw new Error(`No ${name} runs.`);
  return pid;
}

/** @param {string} name */
function runsAs(name) {
  return /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pidOf(name)}/status`, "utf8"))?.[1];
}

/**
 * @param {string} what
 * @param {boolean} holds
 */
function expect(what, holds) {
  if (!holds) throw new Error(`It is not so that ${what}.`);
  process.stdout.write(`  ${what}\n`);
}
