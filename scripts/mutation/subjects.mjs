/**
 * The pure core: what decides about tasks, times and text, and what is let in.
 *
 * @type {Record<string, string[]>}
 */
export const SUBJECTS = {
  lifecycle: ["lib/tasks/lifecycle.ts", "lib/tasks/states.ts"],
  timing: ["lib/transcripts/normalise-times.ts", "lib/transcripts/word-timing.ts", "lib/transcripts/timestamps.ts", "lib/kie/word-timings.ts"],
  turns: ["lib/transcripts/turns.ts", "lib/transcripts/punctuation.ts"],
  cues: ["lib/transcripts/cues.ts", "lib/transcripts/cue-lines.ts", "lib/transcripts/one-line.ts", "lib/transcripts/spaceless-scripts.ts"],
  schemas: ["lib/kie/requests.ts", "lib/speech/schema.ts", "lib/speech/limits.ts", "lib/tasks/request-schema.ts", "lib/shares/request-schema.ts"],
  records: ["lib/kie/envelope.ts", "lib/kie/record.ts", "lib/kie/result.ts", "lib/kie/answers.ts", "lib/kie/codes.ts"],
  range: ["lib/media/range.ts"],
  signature: ["lib/kie/signature.ts"],
};
