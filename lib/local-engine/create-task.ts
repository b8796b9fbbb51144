import "server-only";
import { nanoid } from "nanoid";
import { findProgram } from "@/lib/audio/programs";
import { databaseNow } from "@/lib/database/clock";
import { transact } from "@/lib/database/transact";
import { readBody } from "@/lib/http/body";
import { workKindOf } from "@/lib/local-engine/jobs";
import { recognitionProgramMissing } from "@/lib/local-engine/recognition/pocketsphinx";
import { readCreateTask } from "@/lib/local-engine/request";
import { baseUrlOf, EngineError } from "@/lib/local-engine/route";
import { insertJob } from "@/lib/local-engine/store";
import { envelope } from "@/lib/local-engine/wire";
import { wakeWork } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

const BODY_MAX_BYTES = 1024 * 1024;

/** createTask: takes a valid request as a job that survives a restart, and answers with its id. */
export async function createTask(request: Request): Promise<Record<string, unknown>> {
  const paramJson = await readBody(request, BODY_MAX_BYTES);
  const read = readCreateTask(parse(paramJson));
  if (!read.ok) throw new EngineError(422, read.message);
  if (findProgram("ffmpeg") === undefined) {
    throw new EngineError(505, "The local engine needs the program ffmpeg, which is not installed on this server");
  }
  if (read.job.kind === "transcription" && recognitionProgramMissing()) {
    throw new EngineError(505, "The local engine needs the program PocketSphinx with its US English model, which is not installed on this server");
  }
  const kind = workKindOf(read.job);
  const id = nanoid(32);
  const now = databaseNow();
  await transact(async (transaction) => {
    await insertJob(
      transaction,
      { id, model: read.model, param_json: paramJson, call_back_url: read.callBackUrl, base_url: baseUrlOf(request) },
      now,
    );
    await enqueueWork(transaction, { kind, subjectId: id, runAt: now });
  });
  wakeWork(kind);
  return envelope(200, "success", { taskId: id });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError(422, "The body is not JSON");
  }
}
