/**
 * @typedef {object} Mutant
 * @property {string} file
 * @property {number} row
 * @property {string} line the line that it begins in, without indentation
 * @property {string} original what of the code is replaced
 * @property {string} replacement
 * @property {boolean} isKilled whether a test failed, or did not come to its end
 *
 * @typedef {{line: number, column: number}} Position both from 1
 * @typedef {{files: Record<string, {source: string, mutants: {location: {start: Position, end: Position}, replacement?: string, status: string}[]}>}} Report
 */

/**
 * The mutants of a report (schema of mutation-testing-elements) that were tried.
 *
 * @param {Report} report
 * @returns {Mutant[]}
 */
export function readMutants({ files }) {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    const offsetOf = (/** @type {Position} */ { line, column }) => lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0) + column - 1;
    return mutants
      .filter(({ status }) => status !== "Ignored")
      .map(({ location: { start, end }, replacement = "", status }) => ({
        file,
        row: start.line,
        line: lines[start.line - 1]?.trim() ?? "",
        original: source.slice(offsetOf(start), offsetOf(end)),
        replacement,
        isKilled: status === "Killed" || status === "Timeout",
      }));
  });
}

/**
 * Those of the listed mutants that are among these, and those that are not.
 *
 * @param {readonly import("./equivalents.mjs").Equivalent[]} listed
 * @param {readonly Mutant[]} survivors
 */
export function holdAgainst(listed, survivors) {
  const keyOf = (/** @type {Pick<Mutant, "file" | "line" | "original" | "replacement">} */ { file, line, original, replacement }) => JSON.stringify([file, line, original, replacement]);
  const known = listed.flatMap(({ file, mutants }) => mutants.map(([line, original, replacement]) => ({ file, line, original, replacement })));
  const [knownKeys, survivorKeys] = [new Set(known.map(keyOf)), new Set(survivors.map(keyOf))];
  return {
    /** Survivors that nobody has explained. */
    alive: survivors.filter((mutant) => !knownKeys.has(keyOf(mutant))),
    /** What is listed, and a test kills or the code no longer has. */
    outdated: known.filter((mutant) => !survivorKeys.has(keyOf(mutant))),
  };
}
