import fc from "fast-check";
import { takeInput } from "../app-process";
import type { RawRequest } from "./raw-request";
import { anyJson, anyText, announced, bodiesAround, headerText } from "./values";

/** What the fuzzer knows of the app and of what is in it. */
export interface KnownThings {
  /** The ids of the server actions by their names. */
  readonly actions: Readonly<Record<string, string>>;
  /** Ids of tasks and recordings, of the one who asks and of others. */
  readonly taskIds: readonly string[];
  readonly recordingIds: readonly string[];
  readonly shareIds: readonly string[];
  /** Of the app: what says that it comes from elsewhere gets no further than the door. */
  readonly origin: string;
  /** Of the one who asks. */
  readonly cookies: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** How React writes what JSON has no words for; most of them refer to something that is not there. */
const REFERENCES = ["$1", "$0", "$F1", "$@0", "$@1", "$K1", "$Q1", "$W1", "$i1", "$n12", "$nx", "$Dx", "$B1", "$h1", "$r1", "$R1", "$S", "$T", "$Y", "$Z", "$-Infinity", "$NaN", "$undefined", "$", "$$", "$1:__proto__:then", "$1:constructor:constructor", "$1:2:3"];

/** Inputs that the actions take, by their names. */
function rightInputs({ taskIds, recordingIds, shareIds }: KnownThings): Readonly<Record<string, fc.Arbitrary<Fields>>> {
  const taskId = fc.constantFrom(...taskIds);
  const recordingId = fc.constantFrom(...recordingIds);
  // Few, so that what is right by chance makes few tasks.
  const runId = fc.constantFrom("fuzz-press-1", "fuzz-press-2");
  const shareId = fc.constantFrom(...shareIds);
  const choices = { title: "What was said", expiry: "1d", password: null, includes: { audio: true, transcript: true, settings: false }, allowDownloads: true };
  const settings = { audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
  return {
    createTakes: runId.map((id) => takeInput({ runId: id })),
    retryTask: fc.record({ taskId, runId }),
    cancelTask: fc.record({ taskId }),
    checkTask: fc.record({ taskId }),
    deleteTask: fc.record({ taskId }),
    makeVoiceSample: fc.constant({ voice: "Rachel" }),
    createTranscriptions: fc.tuple(runId, recordingId).map(([id, recording]) => ({ runId: id, recordingIds: [recording], ...settings })),
    discardRecording: fc.record({ recordingId }),
    renameSpeaker: fc.record({ taskId, speakerId: fc.constant("speaker_0"), name: anyText }),
    renameTranscript: fc.record({ taskId, title: anyText }),
    createShare: fc.record({ runId, taskId, passage: fc.constantFrom(null, { startMs: 0, endMs: 500 }) }).map((order) => ({ ...choices, ...order })),
    changeShare: shareId.map((id) => ({ ...choices, shareId: id })),
    refreezeShare: fc.record({ shareId }),
    revokeShare: fc.record({ shareId }),
    deleteShare: fc.record({ shareId }),
    setFavouriteVoice: fc.record({ voice: fc.constant("Aria"), favourite: fc.boolean() }),
  };
}

/** An input with one of its fields replaced, left out, or one more beside them. */
function bent(input: fc.Arbitrary<Fields>): fc.Arbitrary<unknown> {
  const value = fc.oneof(anyJson, fc.constantFrom<unknown>(...REFERENCES));
  return fc.tuple(input, fc.nat(), value, anyText, fc.constantFrom("as it is", "replace", "leave out", "add")).map(([fields, place, other, name, how]) => {
    const names = Object.keys(fields);
    const chosen = names[place % names.length] ?? "";
    if (how === "as it is") return fields;
    if (how === "add") return { ...fields, [name]: other };
    const rest = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== chosen));
    return how === "leave out" ? rest : { ...rest, [chosen]: other };
  });
}

/** The parts of a form, as FormData goes over the wire. */
function formOf(parts: readonly (readonly [name: string, value: string])[], boundary: string): string {
  const written = parts.map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return `${written.join("")}--${boundary}--\r\n`;
}

/** Anything that could be posted as a call of a server action. Throws when an action is not known here. */
export function actionRequests(known: KnownThings): fc.Arbitrary<RawRequest> {
  const inputs = rightInputs(known);
  const unknown = Object.keys(known.actions).filter((name) => inputs[name] === undefined);
  if (unknown.length > 0) throw new Error(`The fuzzer does not know these actions: ${unknown.join(", ")}`);
  const call = fc.constantFrom(...Object.entries(known.actions)).chain(([name, id]) => {
    const input = bent(inputs[name] ?? fc.constant({}));
    const args = fc.oneof(
      { weight: 8, arbitrary: input.map((only): unknown => [only]) },
      { weight: 2, arbitrary: fc.array(fc.oneof(anyJson, input, fc.constantFrom<unknown>(...REFERENCES)), { maxLength: 4 }) },
      { weight: 1, arbitrary: anyJson },
    );
    const text = args.map((value) => JSON.stringify(value));
    const partName = fc.oneof(fc.constantFrom("0", "1", "2", "_1", "$ACTION_REF_1", "$ACTION_1:0", "$ACTION_KEY", `$ACTION_ID_${id}`, "__proto__"), headerText);
    const form = fc.array(fc.tuple(partName.map((part) => part.replaceAll('"', "")), fc.oneof(text, anyText)), { maxLength: 4 }).map((parts) => formOf(parts, "x"));
    return fc.oneof(
      { weight: 6, arbitrary: bodiesAround(text).map((body) => ({ id, type: "text/plain;charset=UTF-8", body })) },
      { weight: 2, arbitrary: bodiesAround(form).map((body) => ({ id, type: "multipart/form-data; boundary=x", body })) },
      { weight: 1, arbitrary: fc.tuple(bodiesAround(fc.oneof(text, form)), headerText).map(([body, type]) => ({ id, type, body })) },
    );
  });
  const headers = fc.record(
    {
      cookie: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known.cookies) }, { weight: 1, arbitrary: headerText }),
      accept: fc.constantFrom("text/x-component", "text/html", "*/*"),
      origin: fc.oneof({ weight: 9, arbitrary: fc.constant(known.origin) }, { weight: 1, arbitrary: fc.constantFrom("http://elsewhere.example", "null", "nonsense") }),
      "next-router-state-tree": headerText,
      "x-forwarded-host": headerText,
      "content-encoding": fc.constantFrom("gzip", "nonsense"),
    },
    { requiredKeys: ["cookie"] },
  );
  const page = fc.constantFrom("/", "/transcribe", "/history", "/tasks/nothing", "/nowhere");
  const actionId = fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom("00".repeat(21), "__proto__", "") }, { weight: 1, arbitrary: headerText });
  return call.chain(({ id, type, body }) =>
    fc.tuple(page, headers, actionId, announced(body)).map(([path, more, otherId, length]) => ({
      method: "POST",
      path,
      headers: { "content-type": type, ...more, "next-action": otherId ?? id },
      body,
      ...length,
    })),
  );
}
