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
 * Whether a mutant is the one that is listed.
 *
 * @param {Mutant} mutant
 * @param {import("./equivalents.mjs").Equivalent} equivalent
 */
export function isEquivalent(mutant, equivalent) {
  return mutant.file === equivalent.file && mutant.line === equivalent.line && mutant.original === equivalent.original && mutant.replacement === equivalent.replacement;
}
