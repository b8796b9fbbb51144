import "server-only";
import { database, migrate } from "@/lib/database/database";
import { localEngineHandlers } from "@/lib/local-engine/jobs";
import { clearScratch } from "@/lib/storage/scratch";
import { keepHandler } from "@/lib/tasks/keep";
import { lookHandler } from "@/lib/tasks/observe";
import { resumeTasks } from "@/lib/tasks/resume";
import { submitHandler } from "@/lib/tasks/submit";
import { reportStart } from "@/lib/startup";
import { startWork } from "@/lib/work/runner";

/** Brings the database up to date and takes up the work that the last life of the process left. */
export function startBackground(): Promise<void> {
  const start = bringUp();
  reportStart(start);
  return start;
}

async function bringUp(): Promise<void> {
  await clearScratch();
  await migrate(database());
  await resumeTasks();
  startWork([...(await localEngineHandlers()), submitHandler, lookHandler, keepHandler]);
}
