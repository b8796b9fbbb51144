import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { takeInput } from "../app-process";

/** What the owner of the test made. */
export interface Things {
  readonly takeId: string;
  readonly transcriptId: string;
  readonly unansweredId: string;
  readonly recordingId: string;
  /** The path of an upload that is half way. */
  readonly upload: string;
  /** Of the transcript, without a password. */
  readonly share: { readonly id: string; readonly url: string };
}

/** Who may call, as the route's wrapper says. */
type Wrapper = "ownerRoute" | "visitorRoute" | "publicRoute" | "engineRoute" | "page";

/** How a route is tried, and what each gets from it. */
export interface RouteEntry {
  readonly wrapper: Wrapper;
  readonly path: (things: Things) => string;
  readonly send?: { readonly headers: Readonly<Record<string, string>>; readonly body?: string };
  /** The status for the owner, for another visitor, and for who has no cookie. */
  readonly answers: readonly [owner: number, another: number, nobody: number];
  /** Whoever has the link sees what was shared, and nothing else of the owner's. */
  readonly shared?: true;
}

const ALL = [200, 200, 200] as const;
const OWNERS = [200, 404, 404] as const;
/** Nobody has the secret in these paths, or the local engine is off. */
const NONE = [404, 404, 404] as const;

const page = (address: string): RouteEntry => ({ wrapper: "page", path: () => address, answers: ALL });
const visitor = (address: string): RouteEntry => ({ wrapper: "visitorRoute", path: () => address, answers: ALL });
const open = (address: string): RouteEntry => ({ wrapper: "publicRoute", path: () => address, answers: ALL });
const engine = (address: string): RouteEntry => ({ wrapper: "engineRoute", path: () => `/local-engine/api/${address}`, answers: NONE });
const own = (address: (things: Things) => string): RouteEntry => ({ wrapper: "ownerRoute", path: address, answers: OWNERS });

const shared = (wrapper: Wrapper, rest: string): RouteEntry => ({ wrapper, path: ({ share }) => `${share.url}${rest}`, answers: ALL, shared: true });
/** A form as a browser posts it. */
const form = (body: string) => ({ headers: { "content-type": "application/x-www-form-urlencoded" }, body });

const TUS = { "tus-resumable": "1.0.0" };
const forgedTicket: RouteEntry = { wrapper: "publicRoute", path: ({ recordingId }) => `/api/handover/${recordingId}/99999999999999.${"x".repeat(43)}/recording.wav`, answers: NONE };
const guessedEngineFile: RouteEntry = { wrapper: "publicRoute", path: () => `/local-engine/files/${"x".repeat(21)}/audio.mp3`, answers: NONE };
const recordingAudio = own(({ recordingId }) => `/api/recordings/${recordingId}/audio`);
const sample = visitor("/api/voices/Rachel/sample");

/** Every page and every method of every route. */
export const ROUTES: Readonly<Record<string, RouteEntry>> = {
  "GET /": page("/"),
  "GET /opengraph-image": page("/opengraph-image"),
  "GET /history": page("/history"),
  "GET /transcribe": page("/transcribe"),
  "GET /tasks/[taskId]": { wrapper: "page", path: ({ transcriptId }) => `/tasks/${transcriptId}`, answers: OWNERS },
  "GET /shares": page("/shares"),
  "GET /[...missing]": { wrapper: "page", path: () => "/nowhere", answers: NONE },
  // There is no access code to sign in with.
  "GET /sign-in": { wrapper: "page", path: () => "/sign-in", answers: NONE },
  "POST /api/sign-in": { wrapper: "publicRoute", path: () => "/api/sign-in", send: form("code=guessed"), answers: NONE },
  "POST /api/sign-out": { wrapper: "publicRoute", path: () => "/api/sign-out", send: form(""), answers: [303, 303, 303] },
  "GET /s/[slug]": shared("page", ""),
  "GET /s/[slug]/embed": shared("page", "/embed"),
  "GET /s/[slug]/opengraph-image": shared("page", "/opengraph-image"),
  "GET /s/[slug]/media/[part]": shared("publicRoute", "/media/transcript"),
  "HEAD /s/[slug]/media/[part]": shared("publicRoute", "/media/audio"),
  "GET /s/[slug]/exports/[format]": shared("publicRoute", "/exports/vtt"),
  "POST /s/[slug]/password": { ...shared("publicRoute", "/password"), send: form("password=guessed"), answers: [303, 303, 303] },
  "POST /api/callbacks/[token]": {
    wrapper: "publicRoute",
    path: () => `/api/callbacks/${"x".repeat(43)}`,
    send: { headers: { "content-type": "application/json" }, body: JSON.stringify({ code: 200, data: { taskId: "guessed" } }) },
    answers: NONE,
  },
  "GET /api/events": { wrapper: "ownerRoute", path: () => "/api/events", answers: [200, 200, 404] },
  "GET /api/handover/[recordingId]/[ticket]/[fileName]": forgedTicket,
  "HEAD /api/handover/[recordingId]/[ticket]/[fileName]": forgedTicket,
  "GET /api/health": open("/api/health"),
  "GET /api/metrics": open("/api/metrics"),
  "GET /api/rates": visitor("/api/rates"),
  "GET /api/recordings": visitor("/api/recordings"),
  "GET /api/recordings/[recordingId]/audio": recordingAudio,
  "HEAD /api/recordings/[recordingId]/audio": recordingAudio,
  "POST /api/session": {
    wrapper: "visitorRoute",
    path: () => "/api/session",
    send: { headers: { "content-type": "application/json" }, body: JSON.stringify({ key: "k".repeat(43) }) },
    answers: ALL,
  },
  "GET /api/shares": visitor("/api/shares"),
  "GET /api/tasks": visitor("/api/tasks"),
  "GET /api/tasks/[taskId]": own(({ transcriptId }) => `/api/tasks/${transcriptId}`),
  "GET /api/tasks/[taskId]/exports/[format]": own(({ transcriptId }) => `/api/tasks/${transcriptId}/exports/vendor-json`),
  "GET /api/tasks/[taskId]/[part]": own(({ takeId }) => `/api/tasks/${takeId}/audio?download`),
  "HEAD /api/tasks/[taskId]/[part]": own(({ transcriptId }) => `/api/tasks/${transcriptId}/transcript`),
  "HEAD /api/uploads/[[...upload]]": { wrapper: "visitorRoute", path: ({ upload }) => upload, send: { headers: TUS }, answers: OWNERS },
  "OPTIONS /api/uploads/[[...upload]]": { wrapper: "visitorRoute", path: ({ upload }) => upload, answers: [204, 204, 204] },
  // At the wrong place, which only the owner is told.
  "PATCH /api/uploads/[[...upload]]": {
    wrapper: "visitorRoute",
    path: ({ upload }) => upload,
    send: { headers: { ...TUS, "upload-offset": "1", "content-type": "application/offset+octet-stream" }, body: "bytes" },
    answers: [409, 404, 404],
  },
  // Too long for anybody.
  "POST /api/uploads/[[...upload]]": { wrapper: "visitorRoute", path: () => "/api/uploads", send: { headers: { ...TUS, "upload-length": "99999999999999" } }, answers: [413, 413, 413] },
  "POST /api/theme": { wrapper: "visitorRoute", path: () => "/api/theme", send: { headers: { "content-type": "application/json" }, body: '"dark"' }, answers: ALL },
  "GET /api/voices": visitor("/api/voices"),
  "GET /api/voices/[voice]/sample": sample,
  "HEAD /api/voices/[voice]/sample": sample,
  "GET /local-engine/api/v1/chat/credit": engine("v1/chat/credit"),
  "GET /local-engine/api/v1/jobs/recordInfo": engine("v1/jobs/recordInfo?taskId=guessed"),
  "POST /local-engine/api/v1/jobs/createTask": engine("v1/jobs/createTask"),
  "POST /local-engine/api/file-stream-upload": engine("file-stream-upload"),
  "GET /local-engine/files/[fileId]/[fileName]": guessedEngineFile,
  "HEAD /local-engine/files/[fileId]/[fileName]": guessedEngineFile,
};

/** What the dialog posts to share all of a task, for everybody who has the link. */
export function shareOrder(taskId: string): Record<string, unknown> {
  const includes = { audio: true, transcript: true, settings: false };
  return { runId: crypto.randomUUID(), taskId, title: "Shared by its owner", expiry: "never", password: null, includes, allowDownloads: true, passage: null };
}

/** How an action is tried: where another visitor names what is not theirs, it is not found; else it is about what is theirs. */
export interface ActionEntry {
  readonly input: (things: Things) => unknown;
  readonly others: "not_found" | "theirs";
}

const onTask = (input: (things: Things) => unknown): ActionEntry => ({ input, others: "not_found" });

/** Every server action. */
export const ACTIONS: Readonly<Record<string, ActionEntry>> = {
  createTakes: { input: () => takeInput({ text: "made by somebody" }), others: "theirs" },
  makeVoiceSample: { input: () => ({ voice: "Rachel" }), others: "theirs" },
  setFavouriteVoice: { input: () => ({ voice: "Bill", favourite: true }), others: "theirs" },
  cancelTask: onTask(({ takeId }) => ({ taskId: takeId })),
  checkTask: onTask(({ unansweredId }) => ({ taskId: unansweredId })),
  deleteTask: onTask(({ takeId }) => ({ taskId: takeId })),
  retryTask: onTask(({ unansweredId }) => ({ taskId: unansweredId, runId: "retry-of-a-task" })),
  renameSpeaker: onTask(({ transcriptId }) => ({ taskId: transcriptId, speakerId: "speaker_0", name: "Somebody" })),
  renameTranscript: onTask(({ transcriptId }) => ({ taskId: transcriptId, title: "Somebody's" })),
  createTranscriptions: onTask(({ recordingId }) => ({ runId: crypto.randomUUID(), recordingIds: [recordingId], audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true })),
  createShare: onTask(({ takeId }) => shareOrder(takeId)),
  changeShare: onTask(({ share }) => ({ shareId: share.id, title: "Somebody's" })),
  refreezeShare: onTask(({ share }) => ({ shareId: share.id })),
  revokeShare: onTask(({ share }) => ({ shareId: share.id })),
  deleteShare: onTask(({ share }) => ({ shareId: share.id })),
  discardRecording: onTask(({ upload }) => ({ recordingId: path.basename(upload) })),
};

const APP = path.resolve(import.meta.dirname, "../../app");

/** Every page and method that the sources have, as the keys of `ROUTES`, with the wrapper that decides who may call. */
export function sourceRoutes(): Record<string, Wrapper> {
  const found: Record<string, Wrapper> = {};
  for (const file of readdirSync(APP, { recursive: true, encoding: "utf8" })) {
    const kind = /^(?:(.*)\/)?(page|route|opengraph-image)\.tsx?$/.exec(file);
    if (kind === null) continue;
    // A folder in parentheses is no part of the address.
    const address = `/${(kind[1] ?? "").split("/").filter((part) => !part.startsWith("(")).join("/")}`;
    if (kind[2] !== "route") {
      found[kind[2] === "page" ? `GET ${address}` : `GET ${address.replace(/\/$/, "")}/${kind[2] ?? ""}`] = "page";
      continue;
    }
    const source = readFileSync(path.join(APP, file), "utf8");
    const wrapper = /\b(ownerRoute|visitorRoute|publicRoute|engineRoute)[<(]/.exec(source)?.[1] as Wrapper | undefined;
    if (wrapper === undefined) throw new Error(`${file} has no wrapper`);
    const names = [...source.matchAll(/export const ([A-Z]+)\b/g), ...source.matchAll(/\bas ([A-Z]+)\b/g)];
    for (const [, method] of names) found[`${method} ${address}`] = wrapper;
  }
  return found;
}
