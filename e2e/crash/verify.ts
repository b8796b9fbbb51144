import { isDeepStrictEqual } from "node:util";
import type { FakeVendor } from "../fake-vendor/fake-vendor";
import { audioOf } from "../fake-vendor/result-files";
import type { FakeTask } from "../fake-vendor/task";
import type { TaskFailure } from "@/lib/tasks/states";
import type { TaskRow } from "@/lib/tasks/store";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import type { Click } from "./clicks";
import { type Kept, sha256 } from "./data-directory";

const ENDED: readonly string[] = ["success", "fail", "cancelled", "unconfirmed"];
/** What the vendor gives that cannot be kept, however often it is fetched. */
const USELESS_FILES: readonly string[] = ["404", "html", "not-audio", "stall", "huge", "endless"];
const USELESS_OUTPUTS: readonly string[] = ["none", "broken"];

interface World {
  readonly vendor: FakeVendor;
  readonly directory: Kept;
  /** Every click, with the tasks that its answer named. */
  readonly answered: ReadonlyMap<Click, readonly string[]>;
}

/** Whether what the vendor made of a task can be kept. */
function canBeKept({ behaviour, state, request }: FakeTask): boolean {
  if (state !== "success" || USELESS_OUTPUTS.includes(behaviour.output ?? "string")) return false;
  return request.input["audio_url"] !== undefined || !USELESS_FILES.includes(behaviour.file ?? "ok");
}

/** What is wrong after everything has ended and the app is gone: a sentence for each thing, none when all is well. */
export function findProblems(world: World): string[] {
  return [...clickProblems(world), ...leftovers(world.directory)];
}

function clickProblems({ vendor, directory, answered }: World): string[] {
  const rows = new Map(directory.tasks().map((row) => [row.id, row]));
  const problems: string[] = [];
  const expected = [...answered].flatMap(([click, taskIds]) => taskIds.map((taskId, index) => ({ click, taskId, label: click.labels[index] ?? "" })));
  for (const { click, taskId, label } of expected) {
    const row = rows.get(taskId);
    const found = row === undefined ? ["its task is gone"] : [...sendingProblems(vendor, row, label), ...endProblems(vendor, directory, row, click)];
    problems.push(...found.map((problem) => `${label} (${row?.state ?? "no row"}): ${problem}`));
  }
  if (rows.size !== expected.length) problems.push(`${expected.length} tasks were answered for, and there are ${rows.size}`);
  const known = new Set(expected.map(({ label }) => label));
  for (const label of vendor.clicks.keys()) if (!known.has(label)) problems.push(`the vendor knows a click that nobody made: ${label}`);
  if (vendor.rateViolations() > 0) problems.push(`${vendor.rateViolations()} requests came faster than the vendor takes them`);
  return problems;
}

/** Promise 2: sent at most once, and exactly once where the app says that it was. */
function sendingProblems(vendor: FakeVendor, row: TaskRow, label: string): string[] {
  const { read, refused, taskIds } = vendor.clicks.get(label) ?? { read: 0, refused: 0, taskIds: [] };
  const problems: string[] = [];
  if (taskIds.length > 1) problems.push(`the vendor made ${taskIds.length} tasks`);
  if (read - refused > 1) problems.push(`the vendor read ${read} requests and refused only ${refused}`);
  if (row.vendor_task_id === null) {
    if (row.state !== "unconfirmed" && read > refused) problems.push(`the vendor took a request, and the app says that nothing came of it`);
  } else if (taskIds[0] !== row.vendor_task_id) {
    problems.push("the app has another task of the vendor's than the vendor made for it");
  }
  return problems;
}

/** Promises 1 and 3: ended, with the reason or the result. */
function endProblems(vendor: FakeVendor, directory: Kept, row: TaskRow, click: Click): string[] {
  if (!ENDED.includes(row.state)) return ["it has not ended"];
  const made = vendor.tasks.find((task) => task.taskId === row.vendor_task_id);
  const failure = row.failure_json === null ? null : (JSON.parse(row.failure_json) as TaskFailure);
  if (row.state === "cancelled") return click.cancelled ? [] : ["nobody cancelled it"];
  if (row.state === "unconfirmed") return made === undefined && failure?.code === "unconfirmed" ? [] : ["it is unconfirmed although the vendor's answer is known"];
  if (row.state === "fail") {
    const reason = failure === null || failure.message === "" ? ["it failed without a reason"] : [];
    return made !== undefined && canBeKept(made) ? [...reason, `the vendor made it, and it failed here: ${JSON.stringify(failure)}`] : reason;
  }
  if (made === undefined) return ["it succeeded without a task of the vendor's"];
  if (row.credits_consumed !== made.behaviour.credits) return [`it cost ${made.behaviour.credits ?? "nothing"}, and the app says ${row.credits_consumed ?? "nothing"}`];
  return row.kind === "speech" ? audioProblems(directory, row, made) : transcriptProblems(directory, row, made, click);
}

function storedFiles(directory: Kept, row: TaskRow): { roles: Map<string, Buffer>; problems: string[] } {
  const files = directory.files().filter((file) => file.task_id === row.id);
  const roles = new Map(files.map((file) => [file.role, directory.stored(file.storage_key)]));
  const problems = files.filter((file) => sha256(roles.get(file.role) ?? Buffer.alloc(0)) !== file.sha256).map((file) => `its ${file.role} is not what its row says`);
  return { roles, problems };
}

function audioProblems(directory: Kept, row: TaskRow, made: FakeTask): string[] {
  const { roles, problems } = storedFiles(directory, row);
  const audio = roles.get("audio");
  if (audio === undefined || sha256(audio) !== sha256(audioOf(made))) problems.push("its audio is not what the vendor served");
  if (!roles.has("peaks")) problems.push("it has no peaks");
  const timed = made.request.input["timestamps"] === true && made.behaviour.timings !== "none";
  if (timed && !roles.has("words")) problems.push("it has no words");
  if (!isDeepStrictEqual(JSON.parse(roles.get("vendor-result")?.toString() ?? "null"), made.output)) problems.push("the vendor's result is not what it gave");
  return problems;
}

function transcriptProblems(directory: Kept, row: TaskRow, made: FakeTask, click: Click): string[] {
  const { roles, problems } = storedFiles(directory, row);
  const said = made.behaviour.transcript;
  const transcript = unpackTranscript(JSON.parse(roles.get("transcript")?.toString() ?? "null"));
  if (transcript.words.map(({ text }) => text).join(" ") !== said?.["text"]) problems.push(`its transcript says ${transcriptText(transcript)}`);
  if (!isDeepStrictEqual(JSON.parse(roles.get("vendor-result")?.toString() ?? "null"), said)) problems.push("the vendor's result is not what it gave");
  if (click.kind !== "transcription" || made.recordingSha256 !== sha256(click.bytes)) problems.push("the vendor heard another recording");
  return problems;
}

/** Nothing that a death left behind. */
function leftovers(directory: Kept): string[] {
  const named = new Set([...directory.files(), ...directory.recordingFiles()].map((file) => file.storage_key));
  const stored = directory.filesIn("files");
  return [
    ...directory.workOnThings().map((work) => `work is left: ${JSON.stringify(work)}`),
    ...directory.work().filter((work) => work.lease_holder !== null).map((work) => `a lease is left: ${JSON.stringify(work)}`),
    ...directory.recordings().filter(({ state }) => state !== "ready").map(({ name, state }) => `${name} is still ${state}`),
    ...directory.filesIn("scratch").map((file) => `scratch/${file} is left`),
    ...directory.filesIn("uploads").map((file) => `uploads/${file} is left`),
    ...stored.filter((file) => !named.has(file)).map((file) => `files/${file} is named by no row`),
    ...[...named].filter((key) => !stored.includes(key)).map((key) => `files/${key} is gone`),
  ];
}
