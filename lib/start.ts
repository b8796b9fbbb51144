import "server-only";
import { measureClock } from "@/lib/database/clock";
import { bringSchemaUpToDate, database } from "@/lib/database/database";
import { linkInstances } from "@/lib/instances/link";
import { enterInstances } from "@/lib/instances/membership";
import { localEngineHandlers } from "@/lib/local-engine/jobs";
import { resumeRecordings } from "@/lib/recordings/arrival";
import { fetchHandler } from "@/lib/recordings/fetch";
import { prepareHandler } from "@/lib/recordings/prepare";
import { retentionHandler, scheduleRetention } from "@/lib/retention/retention";
import { clearArrivals } from "@/lib/retention/sweep";
import { clearScratch } from "@/lib/storage/scratch";
import { followClock } from "@/lib/tasks/clock-changes";
import { handOverHandler } from "@/lib/tasks/hand-over";
import { keepHandler } from "@/lib/tasks/keep";
import { lookHandler } from "@/lib/tasks/observe";
import { recordingSettledHandler } from "@/lib/tasks/recording-settled";
import { resumeTasks } from "@/lib/tasks/resume";
import { submitHandler } from "@/lib/tasks/submit";
import { reportStart } from "@/lib/startup";
import { makeUploadFolder } from "@/lib/storage/folder-arrivals";
import { startWork } from "@/lib/work/runner";

/** Brings the database up to date and takes up the work that the last life of the process left. */
export function startBackground(): Promise<void> {
  const start = bringUp();
  reportStart(start);
  return start;
}

async function bringUp(): Promise<void> {
  await clearScratch();
  await makeUploadFolder();
  await bringSchemaUpToDate();
  await measureClock(database());
  await clearArrivals();
  await enterInstances();
  await linkInstances();
  await resumeRecordings();
  await followClock();
  await resumeTasks();
  await scheduleRetention();
  startWork([
    ...(await localEngineHandlers()),
    ...[fetchHandler, prepareHandler, recordingSettledHandler, retentionHandler],
    ...[handOverHandler, submitHandler, lookHandler, keepHandler],
  ]);
}
