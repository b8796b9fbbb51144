import type { FliteSettings } from "./flite-settings";
import { runProgram } from "./wasi";
import { type Wave, parseWave } from "./wave";
import { type Span, alignPieces, parsePhoneNames, parseTimedPhones } from "./word-alignment";

/** The smallest voice, for questions about the text alone: all voices share one lexicon. */
const TEXT_ONLY_VOICE = "kal";
/** A passage is seldom over a minute of sound; this is over half an hour. */
const MAXIMUM_OUTPUT_BYTES = 64 * 1024 * 1024;
/**
 * Where the data of the voice rms say that its intonation comes from a second model (`spamf0` in flite's `cst_cg_db`),
 * which knows nothing of pitch settings. Turned off, its first model speaks, which follows them as the other voices
 * do. flite has no option for this. The address is that of version 0.1.1 of the package.
 */
const SECOND_INTONATION_MODEL_ADDRESS = 10_839_560;
const INPUT_FILE = "text.txt";
const OUTPUT_FILE = "speech.wav";

/** A spoken passage. */
export interface SpokenPassage extends Wave {
  /** When each piece is spoken, in seconds of the wave as it is; empty unless asked for. */
  readonly spans: readonly Span[];
}

/**
 * Speaks a passage. `pieces` are its words in the form that flite reads; they reach flite as a file of plain text, so
 * nothing in them can be an option or markup. Equal input gives equal samples. Throws when flite does.
 */
export function speakPassage(
  module: WebAssembly.Module,
  pieces: readonly string[],
  settings: FliteSettings,
  wantsSpans: boolean,
): SpokenPassage {
  const { baseVoice, pitchMeanHz, pitchDeviationHz, durationStretch } = settings;
  const features = {
    int_f0_target_mean: pitchMeanHz,
    int_f0_target_stddev: pitchDeviationHz,
    duration_stretch: durationStretch,
  };
  const featureArguments = Object.entries(features).flatMap(([name, value]) => ["--setf", `${name}=${value.toFixed(4)}`]);
  const options = ["-voice", baseVoice, ...featureArguments, "-psdur", "-o", `/${OUTPUT_FILE}`];
  const { stdout, files } = runFlite(module, options, pieces.join(" "));
  const file = files.get(OUTPUT_FILE);
  if (file === undefined) throw new Error("flite wrote no sound.");
  const wave = parseWave(file);
  if (!wantsSpans) return { ...wave, spans: [] };
  const sound = {
    durationSeconds: wave.samples.length / wave.sampleRate,
    // A diphone, the unit of this voice, ends in the middle of a phone; the sound ends with the last of them.
    endsHalfway: baseVoice === "kal16",
  };
  return { ...wave, spans: alignPieces(phonesOf(module, pieces), parseTimedPhones(stdout), sound) };
}

/** The phones of every piece on its own: each is a paragraph, which flite answers with a line. */
function phonesOf(module: WebAssembly.Module, pieces: readonly string[]): string[][] {
  // Phones this short make no sound to speak of, which halves the time.
  const options = ["-voice", TEXT_ONLY_VOICE, "--setf", "duration_stretch=0.1", "-ps", "-o", "none"];
  const phones = parsePhoneNames(runFlite(module, options, pieces.join("\n\n")).stdout);
  if (phones.length !== pieces.length) throw new Error(`flite read ${phones.length} words in ${pieces.length}.`);
  return phones;
}

function runFlite(module: WebAssembly.Module, options: readonly string[], text: string) {
  // Without white space at the end flite leaves out a last utterance of one word.
  const contents = new TextEncoder().encode(`${text}\n`);
  const result = runProgram(
    module,
    ["flite", ...options, "-f", `/${INPUT_FILE}`],
    new Map([[INPUT_FILE, contents]]),
    MAXIMUM_OUTPUT_BYTES,
    turnOffSecondIntonationModel,
  );
  if (result.exitCode !== 0) throw new Error(`flite ended with ${result.exitCode}: ${result.stderr.slice(0, 500)}`);
  return result;
}

function turnOffSecondIntonationModel(memory: WebAssembly.Memory): void {
  const view = new DataView(memory.buffer);
  if (view.getInt32(SECOND_INTONATION_MODEL_ADDRESS, true) !== 1) throw new Error("This is another build of flite.");
  view.setInt32(SECOND_INTONATION_MODEL_ADDRESS, 0, true);
}
