import path from "node:path";
import { expect, test } from "@playwright/test";
import Database from "better-sqlite3";
import { callAction, newDataDirectory, startApp } from "../app-process";
import type { TaskPage } from "@/lib/tasks/schema";
import { freePort } from "@/scripts/services/free-port.mjs";

const TASKS = 10_000;
const UNFINISHED = 200;
const WORDS = ["river", "mountain", "evening", "letter", "garden", "window", "station", "morning", "harbour", "winter"];

/** Fills a history: every fourth a transcription, and the newest on their way to an engine that is no longer the app's. */
function fillHistory(dataDir: string): void {
  const database = new Database(path.join(dataDir, "soundcheck.sqlite"));
  const { owner_id: owner } = database.prepare("select owner_id from favourite_voice").get() as { owner_id: string };
  const recording = database.prepare(
    "insert into recording (id, owner_id, origin, name, state, size_bytes, format, channels, duration_ms, original_suits_vendor, original_suits_player, created_at) values (?, ?, 'upload', ?, 'ready', 1000, 'WAV', 1, 60000, 1, 1, ?)",
  );
  const task = database.prepare(
    "insert into task (id, owner_id, kind, purpose, engine, run_id, input_hash, model, voice, recording_id, input_json, character_count, search_text, state, state_since, version, created_at, completed_at, vendor_task_id, absent_ms) values (?, ?, ?, 'take', ?, ?, '', 'model', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, 0)",
  );
  const file = database.prepare(
    "insert into file (id, task_id, role, storage_key, content_type, size_bytes, sha256, created_at) values (?, ?, ?, ?, 'audio/mpeg', 100000, '', ?)",
  );
  const settings = { model: "elevenlabs/text-to-speech-multilingual-v2", stability: 0.5, similarityBoost: 0.75, style: 0, speed: 1, timestamps: false, languageCode: "", previousText: "", nextText: "" };
  const start = Date.now() - TASKS * 1000;
  database.transaction(() => {
    for (let index = 0; index < TASKS; index += 1) {
      const id = `task-${index}`;
      const at = start + index * 1000;
      const text = `${index === 3 ? "Lighthouse. " : ""}Take ${index} of the ${WORDS[index % 10]} and the ${WORDS[Math.floor(index / 10) % 10]}. ${"It goes on for a while. ".repeat(20)}`;
      const unfinished = index >= TASKS - UNFINISHED;
      const state = unfinished ? "generating" : "success";
      const transcription = index % 4 === 3;
      if (transcription) recording.run(`recording-${index}`, owner, `${text.slice(0, 30)}.wav`, at);
      const input = transcription ? { languageCode: "", tagAudioEvents: true, diarize: true } : { ...settings, voice: "Rachel", text };
      const [kind, voice, recordingId] = transcription ? ["transcription", null, `recording-${index}`] : ["speech", "Rachel", null];
      task.run(id, owner, kind, unfinished ? "vendor" : "local", id, voice, recordingId, JSON.stringify(input), text.length, text.toLowerCase(), state, at, at, unfinished ? null : at, unfinished ? `made-${index}` : null);
      for (const role of unfinished ? [] : transcription ? ["transcript"] : ["audio", "peaks"]) file.run(`${id}-${role}`, id, role, `tasks/${id}/${role}`, at);
    }
  })();
  database.close();
}

test("ten thousand tasks: the pages open, the history is paged to its end and searched, and a start takes up what was on its way", { tag: "@long" }, async ({ request }) => {
  const { dataDir, remove } = await newDataDirectory();
  const settings = { PORT: String(await freePort()), DATA_DIR: dataDir };
  const first = await startApp(settings);
  await callAction(request, first.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
  await first.end();
  fillHistory(dataDir);

  const app = await startApp(settings);
  const pageOf = async (query: Record<string, string>) => (await (await request.get(`${app.url}/api/tasks?${new URLSearchParams(query).toString()}`)).json()) as TaskPage;
  for (const page of ["/", "/transcribe", "/history", "/history?search=harbour"]) {
    const response = await request.get(`${app.url}${page}`);
    expect([page, response.status()]).toEqual([page, 200]);
    expect(await response.text()).toMatch(/Take \d+ of the/);
  }
  await expect.poll(async () => (await pageOf({})).tasks.map(({ failure }) => failure?.code), { timeout: 30_000 }).toEqual(Array<string>(20).fill("engine_changed"));

  const seen: string[] = [];
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page: TaskPage = await pageOf(cursor === null ? {} : { cursor });
    seen.push(...page.tasks.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(Array.from({ length: TASKS }, (_, index) => `task-${TASKS - 1 - index}`));

  const found = await pageOf({ search: "Take 17 harbour" });
  expect(found.tasks.length).toBeGreaterThan(0);
  for (const { id } of found.tasks) expect(id).toMatch(/17/);
  expect((await pageOf({ search: "no such words anywhere" })).tasks).toEqual([]);
  expect((await pageOf({ search: "LIGHTHOUSE take", kind: "transcription" })).tasks.map(({ id }) => id)).toEqual(["task-3"]);
  const database = new Database(path.join(dataDir, "soundcheck.sqlite"), { readonly: true });
  expect(database.prepare("select state, count(*) as count from task group by state order by state").all()).toEqual([{ state: "fail", count: UNFINISHED }, { state: "success", count: TASKS - UNFINISHED }]);
  database.close();
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await remove();
});
