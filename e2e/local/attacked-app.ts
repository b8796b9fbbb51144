import { once } from "node:events";
import { createServer, type IncomingMessage, request as send, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type APIRequestContext, expect, type PlaywrightWorkerArgs } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import type { TaskDetails, TranscriptionTaskView } from "@/lib/tasks/schema";
import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, callAction, newDataDirectory, startApp, takeInput, vendorSettings } from "../app-process";
import type { Behaviour } from "../fake-vendor/behaviour";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";
import { noiseWav, Uploader } from "../uploader";
import { shareOrder } from "./access-table";

export const ACCESS_CODE = "the code of the team";
export const WEBHOOK_KEY = "the webhook key of the team";

/** How often is asked for what is about to be: nothing here takes long. */
export const QUICKLY = { intervals: [50] };

const NAMES = pathToFileURL(path.resolve(import.meta.dirname, "attacked-names.mjs")).href;

/** An answer as it came over the wire. */
interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server of the attacker's, or one that nobody from outside may reach. */
export interface OtherServer {
  readonly port: number;
  readonly origin: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** Markup that makes an element where it is taken for markup, and says in its id where that was. It is short enough for a name. */
export function markup(place: string): string {
  return `"><img src=x id=${place} onerror=document.title='ran'>`;
}

/** Starts a server on 127.0.0.1 and notes what it is asked for. */
export async function startOther(answer: RequestListener): Promise<OtherServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { port, origin: `http://127.0.0.1:${port}`, asked, close };
}

/** The app with a key, an access code and a webhook key; two who are let in, and somebody who is not. */
export class AttackedApp {
  private constructor(
    private readonly app: AppProcess,
    readonly dataDir: string,
    readonly vendor: FakeVendor,
    readonly owner: APIRequestContext,
    /** Signed in, with a cookie of their own. */
    readonly another: APIRequestContext,
    readonly nobody: APIRequestContext,
    private readonly removeData: () => Promise<void>,
  ) {}

  /** `allowedOrigin` may be fetched from although its address is private. */
  static async start(playwright: PlaywrightWorkerArgs["playwright"], allowedOrigin: string): Promise<AttackedApp> {
    const vendor = await startFakeVendor({ delayMs: 0, webhookKey: WEBHOOK_KEY });
    const { dataDir, remove } = await newDataDirectory();
    const port = await freePort();
    const app = await startApp({
      PORT: String(port),
      DATA_DIR: dataDir,
      ...vendorSettings(vendor, port),
      ACCESS_CODE,
      KIE_WEBHOOK_KEY: WEBHOOK_KEY,
      FETCH_ALLOW_ORIGINS: allowedOrigin,
      NODE_OPTIONS: `--import=${NAMES}`,
    });
    const [owner, another, nobody] = await Promise.all([playwright.request.newContext(), playwright.request.newContext(), playwright.request.newContext()]);
    const attacked = new AttackedApp(app, dataDir, vendor, owner, another, nobody, remove);
    for (const context of [owner, another]) {
      await attacked.signIn(context);
      await attacked.act(context, "setFavouriteVoice", { voice: "Aria", favourite: true });
    }
    return attacked;
  }

  get url(): string {
    return this.app.url;
  }

  async end(): Promise<void> {
    await Promise.all([this.owner.dispose(), this.another.dispose(), this.nobody.dispose()]);
    await this.app.end();
    await this.vendor.close();
    await this.removeData();
  }

  async signIn(context: APIRequestContext): Promise<void> {
    const answer = await context.post(`${this.url}/api/sign-in`, { form: { code: ACCESS_CODE }, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
  }

  async act<Value>(context: APIRequestContext, name: string, input: unknown): Promise<Value> {
    const { result } = await callAction(context, this.url, name, input);
    expect(result, name).toMatchObject({ ok: true });
    return (result as { value: Value }).value;
  }

  /** Makes a take that goes as told, and waits until it is in `state`; gives its id. */
  async makeTake(text: string, state: string, behaviour: Behaviour = {}): Promise<string> {
    if (Object.keys(behaviour).length > 0) this.vendor.behave({ next: [{ ...behaviour, whenIncludes: text }] });
    const { taskIds } = await this.act<{ taskIds: string[] }>(this.owner, "createTakes", takeInput({ text }));
    await this.untilState(taskIds[0] ?? "", state);
    return taskIds[0] ?? "";
  }

  /** What the vendor was asked for last, and where it may call back about it. */
  lastVendorTask(): { taskId: string; target: string } {
    const task = this.vendor.tasks.at(-1);
    return { taskId: task?.taskId ?? "", target: new URL(task?.request.callBackUrl ?? "").pathname };
  }

  /** Has a recording transcribed, with that result; gives the task. */
  async transcribe(fileName: string, bytes: Buffer, transcript: Record<string, unknown>): Promise<TranscriptionTaskView> {
    const visitor = new Uploader(this.owner, { url: this.url });
    const location = (await visitor.announce(String(bytes.length), {}, fileName)).headers()["location"] ?? "";
    expect((await visitor.send(location, 0, bytes)).status()).toBe(204);
    this.vendor.behave({ next: [{ transcript, whenIncludes: "/api/handover/" }] });
    await visitor.transcribe([path.basename(location)]);
    const task = await visitor.onlyTask();
    await this.untilState(task.id, "success");
    return visitor.onlyTask();
  }

  async share(taskId: string, change: Readonly<Record<string, unknown>> = {}): Promise<ShareView> {
    return (await this.act<{ share: ShareView }>(this.owner, "createShare", { ...shareOrder(taskId), ...change })).share;
  }

  /** Has the owner name a recording by its URL; gives the task once that has failed. */
  async fetchFrom(audioUrl: string): Promise<TaskDetails> {
    const input = { runId: crypto.randomUUID(), recordingIds: [], audioUrl, languageCode: "", tagAudioEvents: true, diarize: true };
    const { taskIds } = await this.act<{ taskIds: string[] }>(this.owner, "createTranscriptions", input);
    return this.untilState(taskIds[0] ?? "", "fail");
  }

  async untilState(taskId: string, state: string): Promise<TaskDetails> {
    const read = async () => (await (await this.owner.get(`${this.url}/api/tasks/${taskId}`)).json()) as TaskDetails;
    await expect.poll(async () => (await read()).state, QUICKLY).toBe(state);
    return read();
  }

  /** Asks with exactly this path and these headers; `context` gives the cookies. */
  async ask(target: string, { method = "GET", headers = {}, body = "", context }: { method?: string; headers?: Record<string, string>; body?: string; context?: APIRequestContext } = {}): Promise<WireAnswer> {
    const cookies = (await context?.storageState())?.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const { hostname, port } = new URL(this.url);
    const request = send({ hostname, port, path: target, method, headers: { ...(cookies === undefined ? {} : { cookie: cookies }), ...headers } });
    request.end(body);
    const [message] = (await once(request, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    return { status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(chunks).toString("latin1") };
  }
}

/** A sound whose bytes are a page, too. */
export function polyglotWav(page: string): Buffer {
  const wav = noiseWav(64_000);
  wav.write(page, 44, "latin1");
  return wav;
}
