import type { IncomingMessage, ServerResponse } from "node:http";
import { type Behaviour, BehaviourQueues, type Fault, type Script, scriptSchema } from "./behaviour";
import { answerWithFault, messageFor, sendJson, sendPage } from "./faults";
import { type SentNotice, sendNotices } from "./notices";
import { readBody, type RecordedRequest, toRecorded } from "./recorder";
import { sendResultFile } from "./result-files";
import { FakeTask } from "./task";
import { readUpload, type UploadedFile, uploadAnswer } from "./uploads";
import { validateRequest, type ValidRequest } from "./validate";

export interface VendorOptions {
  /** The only key that is accepted. */
  readonly apiKey?: string;
  /** With it, callbacks are signed. */
  readonly webhookKey?: string;
  /** How long a task takes, unless its behaviour says otherwise. */
  readonly delayMs?: number;
  readonly credits?: number;
}

const CREATE = "POST /api/v1/jobs/createTask";
const UPLOAD = "POST /api/file-stream-upload";

/** The state and the answers of a fake vendor, apart from its server. */
export class Vendor {
  readonly requests: RecordedRequest[] = [];
  readonly tasks: FakeTask[] = [];
  readonly notices: SentNotice[] = [];
  readonly #queues = new BehaviourQueues();
  readonly #files = new Map<string, UploadedFile>();
  readonly #ended = new AbortController();
  readonly #options: Required<Omit<VendorOptions, "webhookKey">> & { readonly webhookKey: string | null };
  origin = "";

  constructor({ apiKey = "fake-vendor-key", webhookKey, delayMs = 50, credits = 1000 }: VendorOptions) {
    this.#options = { apiKey, webhookKey: webhookKey ?? null, delayMs, credits };
  }

  get apiKey(): string {
    return this.#options.apiKey;
  }

  /** Says how the coming calls go. */
  behave(script: Script): void {
    if (script.reset === true) this.#forget();
    this.#queues.add(script);
  }

  /** Sends a task's callbacks. */
  async notify(task: FakeTask): Promise<SentNotice[]> {
    const sent = await sendNotices(task, this.#options.webhookKey, this.#ended.signal);
    this.notices.push(...sent);
    return sent;
  }

  /** Stops what is still to come. */
  end(): void {
    this.#ended.abort();
    for (const task of this.tasks) task.stop();
  }

  #forget(): void {
    for (const task of this.tasks) task.stop();
    for (const list of [this.requests, this.tasks, this.notices]) list.length = 0;
    this.#files.clear();
  }

  /** Answers one request. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    const route = `${request.method ?? ""} ${url.pathname}`;
    if (url.pathname.startsWith("/__control/")) {
      await this.#control(route, request, response);
    } else if (this.#resetsBeforeReading(route)) {
      this.requests.push(toRecorded(request, url, null));
      request.socket.resetAndDestroy();
    } else {
      const body = await readBody(request);
      const earlier = this.requests.filter(({ path }) => path === url.pathname).length;
      this.requests.push(toRecorded(request, url, body));
      if (url.pathname.startsWith("/results/")) this.#sendResult(response, url, earlier);
      else if (url.pathname.startsWith("/files/")) this.#sendFile(response, url);
      else if (request.headers.authorization !== `Bearer ${this.apiKey}`) refuse(response, 401);
      else await this.#serve(route, url, body, request, response);
    }
  }

  async #serve(route: string, url: URL, body: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (route) {
      case CREATE:
        await this.#create(response, body.toString());
        return;
      case "GET /api/v1/jobs/recordInfo":
        answer(response, this.#queues.queries.shift(), () => this.#query(response, url.searchParams.get("taskId")));
        return;
      case "GET /api/v1/chat/credit":
        answer(response, this.#queues.credits.shift(), () => sendJson(response, { code: 200, msg: "success", data: this.#options.credits }));
        return;
      case UPLOAD:
        answer(response, this.#queues.uploads.shift(), () => void this.#upload(response, body, request.headers["content-type"] ?? ""));
        return;
      default:
        refuse(response, 404);
    }
  }

  #resetsBeforeReading(route: string): boolean {
    if (route === CREATE) return this.#queues.resetsCreateBeforeReading();
    if (route !== UPLOAD || this.#queues.uploads[0]?.kind !== "reset-before-reading") return false;
    this.#queues.uploads.shift();
    return true;
  }

  async #create(response: ServerResponse, bodyText: string): Promise<void> {
    const behaviour = this.#queues.take(bodyText);
    const valid = validateRequest(parseBody(bodyText));
    if (typeof valid === "string") {
      refuse(response, 422, valid);
      return;
    }
    const fault = behaviour.create;
    if (fault !== undefined && fault.kind !== "slow" && behaviour.taskCreated !== true) {
      answer(response, fault, () => undefined);
      return;
    }
    const task = this.#makeTask(valid, behaviour);
    if (behaviour.callback === "before-answer") await this.notify(task);
    answer(response, fault, () => sendJson(response, { code: 200, message: "success", data: { taskId: task.taskId } }));
  }

  #makeTask(request: ValidRequest, behaviour: Behaviour): FakeTask {
    const { origin } = this;
    const onEnd = (task: FakeTask) => void (behaviour.callback === "before-answer" ? null : this.notify(task));
    const task = new FakeTask({ request, behaviour, origin, delayMs: this.#options.delayMs, onEnd });
    this.tasks.push(task);
    if (behaviour.fetchAudio === true) void this.#fetchAudio(task);
    else task.start();
    return task;
  }

  async #fetchAudio(task: FakeTask): Promise<void> {
    try {
      const response = await fetch(String(task.request.input["audio_url"]), { signal: this.#ended.signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      await response.arrayBuffer();
      task.start();
    } catch (cause) {
      task.fail("422", `The audio could not be downloaded: ${cause instanceof Error ? cause.message : "unknown reason"}`);
    }
  }

  #query(response: ServerResponse, taskId: string | null): void {
    const task = this.tasks.find((known) => known.taskId === taskId);
    sendJson(response, task?.answerQuery() ?? { code: 422, msg: "recordInfo is null", data: null });
  }

  async #upload(response: ServerResponse, body: Buffer, contentType: string): Promise<void> {
    const file = await readUpload(body, contentType);
    if (typeof file === "string") {
      refuse(response, 422, file);
    } else {
      this.#files.set(file.filePath, file);
      sendJson(response, uploadAnswer(file, this.origin));
    }
  }

  #sendFile(response: ServerResponse, url: URL): void {
    const file = this.#files.get(decodeURIComponent(url.pathname.slice("/files/".length)));
    if (file === undefined) sendPage(response, 404);
    else response.writeHead(200, { "content-type": file.mimeType, "content-length": file.bytes.length }).end(file.bytes);
  }

  #sendResult(response: ServerResponse, url: URL, earlierRequests: number): void {
    const task = this.tasks.find(({ audioUrl }) => audioUrl === url.href);
    if (task === undefined) sendPage(response, 404);
    else sendResultFile(response, task, earlierRequests);
  }

  async #control(route: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const script = scriptSchema.safeParse(parseBody(body.toString()));
    if (route === "GET /__control/requests") {
      const tasks = this.tasks.map(({ taskId, request: { callBackUrl }, audioUrl }) => ({ taskId, callBackUrl, audioUrl }));
      sendJson(response, { requests: this.requests, notices: this.notices, tasks });
    } else if (route !== "POST /__control/behaviour") {
      sendJson(response, { error: "Not found" }, 404);
    } else if (!script.success) {
      sendJson(response, { error: script.error.message }, 400);
    } else {
      this.behave(script.data);
      sendJson(response, { ok: true });
    }
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The vendor's way to say no: its code under HTTP 200. */
function refuse(response: ServerResponse, code: number, message = messageFor(code)): void {
  sendJson(response, { code, message, msg: message, data: null });
}

function answer(response: ServerResponse, fault: Fault | undefined, succeed: () => void): void {
  if (fault === undefined) succeed();
  else answerWithFault(response, fault, succeed);
}
