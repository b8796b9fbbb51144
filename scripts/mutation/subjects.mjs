/**
 * The pure core by subject: what decides about tasks, times and text, and what is let in, each with the tests that are to notice a change.
 *
 * @type {Record<string, {modules: string[], tests: string[]}>}
 */
export const SUBJECTS = {
  lifecycle: {
    modules: ["lib/tasks/lifecycle.ts", "lib/tasks/states.ts"],
    tests: ["lib/tasks/lifecycle.test.ts", "lib/tasks/states.test.ts"],
  },
  timing: {
    modules: ["lib/transcripts/normalise-times.ts", "lib/transcripts/word-timing.ts", "lib/transcripts/timestamps.ts", "lib/kie/word-timings.ts"],
    tests: ["lib/transcripts/normalise-times.test.ts", "lib/transcripts/word-timing.test.ts", "lib/transcripts/timestamps.test.ts", "lib/kie/result.test.ts"],
  },
  turns: {
    modules: ["lib/transcripts/turns.ts", "lib/transcripts/punctuation.ts"],
    tests: ["lib/transcripts/turns.test.ts", "lib/transcripts/punctuation.test.ts"],
  },
  cues: {
    modules: ["lib/transcripts/cues.ts", "lib/transcripts/cue-lines.ts", "lib/transcripts/one-line.ts", "lib/transcripts/spaceless-scripts.ts"],
    tests: ["lib/transcripts/cues.test.ts", "lib/transcripts/cue-lines.test.ts", "lib/transcripts/one-line.test.ts", "lib/transcripts/spaceless-scripts.test.ts"],
  },
  schemas: {
    modules: ["lib/kie/requests.ts", "lib/speech/schema.ts", "lib/speech/limits.ts", "lib/tasks/request-schema.ts", "lib/shares/request-schema.ts", "lib/transcripts/plain-name.ts"],
    tests: ["lib/kie/requests.test.ts", "lib/speech/schema.test.ts", "lib/tasks/request-schema.test.ts", "lib/shares/request-schema.test.ts", "scripts/mutation/loading.test.ts"],
  },
  records: {
    modules: ["lib/kie/envelope.ts", "lib/kie/record.ts", "lib/kie/result.ts", "lib/kie/answers.ts", "lib/kie/codes.ts"],
    tests: ["lib/kie/envelope.test.ts", "lib/kie/record.test.ts", "lib/kie/result.test.ts", "lib/kie/answers.test.ts", "lib/kie/codes.test.ts"],
  },
  range: { modules: ["lib/media/range.ts"], tests: ["lib/media/range.test.ts"] },
  signature: { modules: ["lib/kie/signature.ts"], tests: ["lib/kie/signature.test.ts"] },
};
