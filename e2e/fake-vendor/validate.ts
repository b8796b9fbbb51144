type Fields = Readonly<Record<string, unknown>>;

const SPEECH = ["elevenlabs/text-to-speech-multilingual-v2", "elevenlabs/text-to-speech-turbo-2-5"];
const TRANSCRIPTION = "elevenlabs/speech-to-text";

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWebUrl(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value);
}

type Rule = (value: unknown) => string | null;

const text = (maxLength: number): Rule => (value) => {
  if (typeof value !== "string") return "must be a string";
  return value.length > maxLength ? `must be at most ${maxLength} characters` : null;
};

const nonEmpty = (rule: Rule): Rule => (value) => (value === "" ? "is required" : rule(value));

const number = (min: number, max: number): Rule => (value) => {
  if (typeof value !== "number") return "must be a number";
  if (value < min || value > max) return `must be between ${min} and ${max}`;
  return Number(value.toFixed(2)) === value ? null : "must be a multiple of 0.01";
};

const boolean: Rule = (value) => (typeof value === "boolean" ? null : "must be a boolean");
const webUrl: Rule = (value) => (isWebUrl(value) ? null : "must be a URL");

const SPEECH_RULES: Readonly<Record<string, Rule>> = {
  text: nonEmpty(text(5000)),
  voice: nonEmpty(text(500)),
  stability: number(0, 1),
  similarity_boost: number(0, 1),
  style: number(0, 1),
  speed: number(0.7, 1.2),
  timestamps: boolean,
  previous_text: text(5000),
  next_text: text(5000),
  language_code: text(500),
};

const TRANSCRIPTION_RULES: Readonly<Record<string, Rule>> = {
  audio_url: webUrl,
  language_code: text(500),
  tag_audio_events: boolean,
  diarize: boolean,
};

function complaintAbout(input: Fields, rules: Readonly<Record<string, Rule>>, required: string): string | null {
  if (!Object.hasOwn(input, required)) return `input.${required} is required`;
  for (const [name, value] of Object.entries(input)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const complaint = rule === undefined ? "is not a parameter of this model" : rule(value);
    if (complaint !== null) return `input.${name} ${complaint}`;
  }
  return null;
}

/** A createTask body that the documents allow. */
export interface ValidRequest {
  readonly model: string;
  readonly callBackUrl: string | null;
  readonly input: Fields;
}

/** Checks a createTask body as the two documents describe it; gives it, or what is wrong with it. */
export function validateRequest(body: unknown): ValidRequest | string {
  if (!isObject(body)) return "The body must be a JSON object";
  const { model, callBackUrl, input } = body;
  if (typeof model !== "string" || ![...SPEECH, TRANSCRIPTION].includes(model)) return "The model name you specified is not supported";
  if (callBackUrl !== undefined && !isWebUrl(callBackUrl)) return "callBackUrl must be a URL";
  if (!isObject(input)) return "input must be an object";
  const complaint = model === TRANSCRIPTION ? complaintAbout(input, TRANSCRIPTION_RULES, "audio_url") : complaintAbout(input, SPEECH_RULES, "text");
  if (complaint !== null) return complaint;
  const hasLanguage = typeof input["language_code"] === "string" && input["language_code"] !== "";
  if (model === SPEECH[0] && hasLanguage) return "input.language_code is not supported by this model";
  return { model, callBackUrl: typeof callBackUrl === "string" ? callBackUrl : null, input };
}
