import { toneWords } from "./audio";
import type { Behaviour } from "./behaviour";
import type { ValidRequest } from "./validate";

const SPOKEN = "This transcript was made without listening.";

function timingsOf(text: string, shape: "words" | "alignment"): object {
  const words = toneWords(text);
  if (shape === "words") return { words: words.map((word) => ({ text: word.text, start: word.startSeconds, end: word.endSeconds })) };
  const characters = words.flatMap(({ text: word, startSeconds, endSeconds }, index) => {
    const letters = Array.from(word);
    const step = (endSeconds - startSeconds) / letters.length;
    const timed = letters.map((letter, place) => [letter, startSeconds + place * step, startSeconds + (place + 1) * step] as const);
    const next = words[index + 1];
    return next === undefined ? timed : [...timed, [" ", endSeconds, next.startSeconds] as const];
  });
  return {
    alignment: {
      characters: characters.map(([letter]) => letter),
      character_start_times_seconds: characters.map(([, start]) => start),
      character_end_times_seconds: characters.map(([, , end]) => end),
    },
  };
}

function transcriptOf(request: ValidRequest): object {
  const speaker = request.input["diarize"] === false ? {} : { speaker_id: "speaker_0" };
  const words = toneWords(SPOKEN).flatMap(({ text, startSeconds, endSeconds }, index) => {
    const word = { text, start: startSeconds, end: endSeconds, type: "word", ...speaker };
    return index === 0 ? [word] : [{ text: " ", start: startSeconds, end: startSeconds, type: "spacing", ...speaker }, word];
  });
  return { language_code: "eng", language_probability: 0.98, text: SPOKEN, words };
}

/** What the resultJson of a finished task holds, before it becomes a string. */
export function outputOf(request: ValidRequest, behaviour: Behaviour, audioUrl: string): object {
  const { text, timestamps } = request.input;
  if (typeof text !== "string") return { resultObject: behaviour.transcript ?? transcriptOf(request) };
  const shape = behaviour.timings ?? "alignment";
  return { resultUrls: [audioUrl], ...(timestamps === true && shape !== "none" ? timingsOf(text, shape) : {}) };
}
