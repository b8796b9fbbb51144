import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Behaviour, type Fault, type Script, scriptSchema } from "./behaviour";
import { BehaviourQueues } from "./behaviour-queues";
import { Clicks, labelOf } from "./clicks";
import { answerWithFault, isRefusal, messageFor, type Reply, sendJson, sendPage } from "./faults";
import { type SentNotice, sendNotices } from "./notices";
import type { VendorOptions } from "./options";
import { readBody, type RecordedRequest, toRecorded } from "./recorder";
import { fetchRecording } from "./recordings";
import { sendResultFile } from "./result-files";
import { FakeTask } from "./task";
import { readUpload, type UploadedFile, uploadAnswer } from "./uploads";
import { validateRequest, type ValidRequest } from "./validate";

const CREATE = "POST /api/v1/jobs/createTask";
const UPLOAD = "POST /api/file-stream-upload";
/** Faults in how the right answer comes. */
const SHAPES: readonly Fault["kind"][] = ["slow", "slow-bytes", "wrong-type"];

/** The state and the answers of a fake vendor, apart from its server. */
export class Vendor {
  readonly requests: RecordedRequest[] = [];
  readonly tasks: FakeTask[] = [];
  readonly notices: SentNotice[] = [];
  readonly clicks = new Clicks();
  readonly #queues = new BehaviourQueues();
  readonly #files = new Map<string, UploadedFile>();
  readonly #uploadReadings = new Map<string, number>();
  readonly #ended = new AbortController();
  readonly #options: Required<Omit<VendorOptions, "webhookKey">> & { readonly webhookKey: string | null };
  origin = "";

  constructor({ apiKey = "fake-vendor-key", webhookKey, delayMs = 50, credits = 1000, limitsRate = false, onMoment = () => undefined }: VendorOptions) {
    this.#options = { apiKey, webhookKey: webhookKey ?? null, delayMs, credits, limitsRate, onMoment };
  }

  get apiKey(): string {
    return this.#options.apiKey;
  }

  /** Says how the coming calls go. */
  behave(script: Script): void {
    if (script.reset === true) this.#forget();
    this.#queues.add(script);
  }

  /** Sends a task's callbacks, of another kind than its behaviour says where one is given. */
  async notify(task: FakeTask, kind?: Behaviour["callback"]): Promise<SentNotice[]> {
    const sent = await sendNotices(task, kind, this.#options.webhookKey, this.#ended.signal);
    this.notices.push(...sent);
    if (sent.length > 0) this.#options.onMoment("callback-answered");
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
    this.#uploadReadings.clear();
    this.clicks.clear();
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
        this.#query(response, url.searchParams.get("taskId"));
        return;
      case "GET /api/v1/chat/credit":
        answer(response, this.#queues.takeCredits(), (reply) => reply({ code: 200, msg: "success", data: this.#options.credits }));
        return;
      case UPLOAD:
        await this.#upload(response, body, request.headers["content-type"] ?? "");
        return;
      default:
        refuse(response, 404);
    }
  }

  #resetsBeforeReading(route: string): boolean {
    if (route === CREATE) return this.#queues.resetsCreateBeforeReading();
    return route === UPLOAD && this.#queues.resetsUploadBeforeReading();
  }

  async #create(response: ServerResponse, bodyText: string): Promise<void> {
    const valid = validateRequest(parseBody(bodyText));
    if (typeof valid === "string") {
      this.#queues.takeCreate(bodyText, "", 1);
      refuse(response, 422, valid);
      return;
    }
    const label = labelOf(valid);
    const { clicks } = this;
    const behaviour = this.#queues.takeCreate(bodyText, label, clicks.of(label).read + 1);
    const fault = behaviour.create;
    if (fault?.kind === "reset-before-reading") {
      // Only a seed comes here: it had to look at the body to know the click.
      answer(response, fault, () => undefined);
      return;
    }
    clicks.read(label);
    this.#options.onMoment("create-read");
    const busy = fault !== undefined && isBusy(fault);
    if (!busy && this.#options.limitsRate && !clicks.takeWithinRate(Date.now())) {
      clicks.refused(label);
      refuse(response, 429);
    } else if (fault !== undefined && !SHAPES.includes(fault.kind) && behaviour.taskCreated !== true) {
      if (isRefusal(fault)) clicks.refused(label);
      answer(response, fault, () => undefined);
    } else {
      const task = this.#makeTask(valid, behaviour);
      clicks.accepted(label, task.taskId);
      if (behaviour.callback === "before-answer") await this.notify(task);
      answer(response, fault, (reply) => reply({ code: 200, message: "success", data: { taskId: task.taskId } }));
    }
    this.#options.onMoment("create-answered");
  }

  #makeTask(request: ValidRequest, behaviour: Behaviour): FakeTask {
    const { origin } = this;
    const label = labelOf(request);
    const onEnd = (task: FakeTask) => void (behaviour.callback === "before-answer" ? null : this.notify(task));
    const taskId = this.#queues.taskId(label, this.clicks.of(label).taskIds.length + 1);
    const task = new FakeTask({ request, behaviour, origin, delayMs: this.#options.delayMs, taskId, onEnd });
    this.tasks.push(task);
    if (behaviour.fetchAudio === true && request.input["audio_url"] !== undefined) void this.#fetchAudio(task);
    else task.start();
    return task;
  }

  async #fetchAudio(task: FakeTask): Promise<void> {
    const recording = await fetchRecording(String(task.request.input["audio_url"]), task.behaviour.fetchTries ?? 1, this.#ended.signal);
    if (typeof recording === "string") {
      task.fail("422", `The audio could not be downloaded: ${recording}`);
    } else {
      task.recordingSha256 = createHash("sha256").update(recording).digest("hex");
      task.start();
    }
    this.#options.onMoment("recording-fetched");
  }

  #query(response: ServerResponse, taskId: string | null): void {
    this.#options.onMoment("query-read");
    const task = this.tasks.find((known) => known.taskId === taskId);
    const fault = this.#queues.takeQuery(task?.label ?? "", task?.countQuery() ?? 0);
    answer(response, fault, (reply) => reply(task?.answerQuery() ?? { code: 422, msg: "recordInfo is null", data: null }));
  }

  async #upload(response: ServerResponse, body: Buffer, contentType: string): Promise<void> {
    this.#options.onMoment("upload-read");
    const file = await readUpload(body, contentType);
    const content = typeof file === "string" ? "" : createHash("sha256").update(file.bytes).digest("hex");
    const reading = (this.#uploadReadings.get(content) ?? 0) + 1;
    this.#uploadReadings.set(content, reading);
    answer(response, this.#queues.takeUpload(content, reading), (reply) => {
      if (typeof file === "string") {
        refuse(response, 422, file);
      } else {
        this.#files.set(file.filePath, file);
        reply(uploadAnswer(file, this.origin));
      }
    });
  }

  #sendFile(response: ServerResponse, url: URL): void {
    const file = this.#files.get(decodeURIComponent(url.pathname.slice("/files/".length)));
    if (file === undefined) sendPage(response, 404);
    else response.writeHead(200, { "content-type": file.mimeType, "content-length": file.bytes.length }).end(file.bytes);
  }

  #sendResult(response: ServerResponse, url: URL, earlierRequests: number): void {
    this.#options.onMoment("file-asked");
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

function answer(response: ServerResponse, fault: Fault | undefined, succeed: (reply: Reply) => void): void {
  if (fault === undefined) succeed((body) => sendJson(response, body));
  else answerWithFault(response, fault, succeed);
}

function isBusy(fault: Fault): boolean {
  return fault.kind === "http-429" || (fault.kind === "code" && fault.code === 429);
}
