import type { APIRequestContext, APIResponse } from "@playwright/test";
import { callAction, takeInput } from "../app-process";
import type { RecordingView } from "@/lib/recordings/schema";
import type { Click, TranscriptionClick } from "./clicks";

interface ActionAnswer {
  readonly ok: boolean;
  readonly value?: { readonly taskIds?: readonly string[] } | null;
  readonly problems?: readonly { readonly code: string }[];
}

/** The server said no to what it should have taken, or the other way round. */
class Unexpected extends Error {}

/**
 * Somebody at the app. When no answer comes, they do the same again until one does, as the page does: with the same run id,
 * and an upload goes on where it stopped.
 */
export class Person {
  /** The tasks that each answered click made. */
  readonly answered = new Map<Click, readonly string[]>();
  readonly #unanswered = new Set<Click>();
  readonly #uploads = new Map<Click, string>();

  constructor(
    private readonly request: APIRequestContext,
    private readonly url: string,
  ) {}

  /** Gets the cookie by which the app knows them. */
  async arrive(): Promise<void> {
    const { ok } = await this.#act("setFavouriteVoice", { voice: "Aria", favourite: true });
    if (!ok) throw new Unexpected("A favourite voice was refused.");
  }

  /** Does what was not answered yet, and then these; what the server's death cuts off stays to be done. */
  async press(clicks: readonly Click[]): Promise<void> {
    for (const click of clicks) this.#unanswered.add(click);
    for (const click of [...this.#unanswered]) {
      try {
        await this.#press(click);
        this.#unanswered.delete(click);
      } catch (error) {
        if (error instanceof Unexpected) throw error;
        // The server is gone, and with it whatever else is tried now.
        return;
      }
    }
  }

  get isAnswered(): boolean {
    return this.#unanswered.size === 0;
  }

  async #press(click: Click): Promise<void> {
    const taskIds = click.kind === "speech" ? await this.#order(click, "createTakes", takeInput(click.input)) : await this.#transcribe(click);
    this.answered.set(click, taskIds);
    if (!click.cancelled) return;
    for (const taskId of taskIds) {
      const { ok, problems } = await this.#act("cancelTask", { taskId });
      if (!ok && problems?.[0]?.code !== "already_sent") throw new Unexpected(`Cancelling was refused: ${JSON.stringify(problems)}`);
    }
  }

  async #transcribe(click: Click & TranscriptionClick): Promise<readonly string[]> {
    const location = await this.#announce(click);
    const settings = { audioUrl: "", languageCode: click.labels[0], tagAudioEvents: true, diarize: true };
    const order = () => this.#order(click, "createTranscriptions", { runId: click.runId, recordingIds: [location.split("/").at(-1)], ...settings });
    const early = click.early ? await order() : null;
    await this.#upload(location, click.bytes);
    return early ?? order();
  }

  async #order(click: Click, action: string, input: unknown): Promise<readonly string[]> {
    const answers = await Promise.all(Array.from({ length: click.doubled ? 2 : 1 }, () => this.#act(action, input)));
    const made = answers.map(({ ok, value, problems }) => {
      const taskIds = value?.taskIds;
      if (!ok || taskIds?.length !== click.labels.length) throw new Unexpected(`${action} was refused: ${JSON.stringify(problems)}`);
      return taskIds;
    });
    const before = this.answered.get(click);
    const all = before === undefined ? made : [...made, before];
    if (new Set(all.map((taskIds) => taskIds.join())).size !== 1) throw new Unexpected(`One click made several tasks: ${JSON.stringify(all)}`);
    return all[0] ?? [];
  }

  async #act(action: string, input: unknown): Promise<ActionAnswer> {
    const page = action === "createTranscriptions" ? `${this.url}/transcribe` : this.url;
    const { response, result } = await callAction(this.request, page, action, input);
    requireAnswer(response);
    if (response.status() !== 200) throw new Unexpected(`${action} was answered with HTTP ${response.status()}`);
    // An answer that breaks off is none.
    if (result === null) throw new Error("No answer");
    return result as ActionAnswer;
  }

  /** Where the file's upload goes on; announces it first unless that was done. */
  async #announce(click: Click & TranscriptionClick): Promise<string> {
    const known = this.#uploads.get(click) ?? (await this.#findUpload(click));
    if (known !== undefined) return known;
    const response = await this.request.post(`${this.url}/api/uploads`, {
      headers: { "tus-resumable": "1.0.0", "upload-length": String(click.bytes.length), "upload-metadata": `name ${Buffer.from(click.fileName).toString("base64")}` },
    });
    expectStatus(response, 201);
    const location = response.headers()["location"] ?? "";
    this.#uploads.set(click, location);
    return location;
  }

  /** The upload that an announcement without an answer began after all: the page offers it to go on. */
  async #findUpload({ fileName }: TranscriptionClick): Promise<string | undefined> {
    const response = await this.request.get(`${this.url}/api/recordings`);
    expectStatus(response, 200);
    const { recordings } = (await response.json()) as { recordings: RecordingView[] };
    return recordings.find(({ name }) => name === fileName)?.uploadUrl ?? undefined;
  }

  async #upload(location: string, bytes: Buffer): Promise<void> {
    for (;;) {
      const head = await this.request.head(`${this.url}${location}`, { headers: { "tus-resumable": "1.0.0" } });
      expectStatus(head, 200);
      const offset = Number(head.headers()["upload-offset"]);
      if (offset >= bytes.length) return;
      // In two parts, so that a death finds some half way.
      const end = offset < bytes.length / 2 ? Math.ceil(bytes.length / 2) : bytes.length;
      const response = await this.request.patch(`${this.url}${location}`, {
        headers: { "tus-resumable": "1.0.0", "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
        data: bytes.subarray(offset, end),
      });
      expectStatus(response, 204);
    }
  }
}

/** What a proxy says for a server that is gone is none, nor that an upload is still held by one that is. */
const NO_ANSWERS: readonly number[] = [423, 502, 504];

function requireAnswer(response: APIResponse): void {
  if (NO_ANSWERS.includes(response.status())) throw new Error(`No answer, but HTTP ${response.status()}`);
}

function expectStatus(response: APIResponse, status: number): void {
  requireAnswer(response);
  if (response.status() !== status) throw new Unexpected(`${response.url()} was answered with HTTP ${response.status()} instead of ${status}.`);
}
