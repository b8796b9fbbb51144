import { spawn } from "node:child_process";
import { constants } from "node:os";
import { projectRoot } from "./project-root.mjs";
import { formatDuration, tail } from "./step-text.mjs";

const KEPT_OUTPUT_CHARACTERS = 200_000;
const SHOWN_LINES = 60;

/** Whether the output of every command is shown: `npm start -- --verbose` or `npm start --verbose`. */
const verbose = process.argv.includes("--verbose") || process.env.npm_config_loglevel === "verbose";

/** What stops a command of ours: a sentence for people, with the end of a program's output where that explains it. */
export class StepFailure extends Error {
  /**
   * @param {string} sentence
   * @param {string} [output]
   */
  constructor(sentence, output = "") {
    super(sentence);
    this.output = output;
  }
}

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to this process's environment
 * @property {boolean} [show] the output goes to the terminal as it comes; otherwise it is kept and returned
 * @property {number} [timeLimitMs] after which the program is killed
 */

/**
 * Runs a program in the repository's root, without standard input, until it ends. A signal that would end this process
 * ends the program first, so that an interrupted set-up leaves nothing running.
 *
 * @param {string} program
 * @param {string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<{ok: boolean, output: string}>} ok: it ended with status 0
 */
export function run(program, parameters, { env = {}, show = verbose, timeLimitMs } = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, parameters, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    const keep = (/** @type {string} */ text) => {
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS);
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    const timer = timeLimitMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), timeLimitMs);
    /** @type {NodeJS.Signals | undefined} */
    let interruptedBy;
    const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
      interruptedBy = signal;
      child.kill(signal);
    };
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
    const settle = (/** @type {boolean} */ ok) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      if (interruptedBy) process.exit(128 + constants.signals[interruptedBy]);
      resolve({ ok, output });
    };
    child.on("error", (error) => {
      keep(error.message);
      settle(false);
    });
    child.on("close", (status) => settle(status === 0));
  });
}

/**
 * Runs a program that must succeed.
 *
 * @param {string} program
 * @param {string[]} parameters
 * @param {RunOptions & {otherwise: string}} options otherwise: the sentence for when it fails
 */
export async function runOrFail(program, parameters, { otherwise, ...options }) {
  const { ok, output } = await run(program, parameters, options);
  if (!ok) throw new StepFailure(otherwise, output);
}

/**
 * Announces a piece of work, does it and says how long it took.
 *
 * @template T
 * @param {string} title such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedMs = performance.now();
  process.stdout.write(verbose ? `${title}\n` : `${title} … `);
  const end = (/** @type {string} */ word) => {
    process.stdout.write(`${verbose ? `${title}: ` : ""}${word}${formatDuration(performance.now() - startedMs)}\n`);
  };
  try {
    const result = await work();
    end("");
    return result;
  } catch (error) {
    end("failed after ");
    throw error;
  }
}

/**
 * Runs a whole command of ours; a failure ends it with status 1 and its sentence.
 *
 * @param {() => Promise<void>} command
 */
export async function runCommand(command) {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    printFailure(error);
    process.exitCode = 1;
  }
}

/**
 * Prints a failure's sentence after the end of the output that explains it.
 *
 * @param {StepFailure} failure
 */
export function printFailure(failure) {
  const shown = tail(failure.output, SHOWN_LINES);
  process.stderr.write(`${shown ? `\n${shown}\n` : ""}\n${failure.message}\n`);
}
