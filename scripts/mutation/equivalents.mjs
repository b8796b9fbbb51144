/**
 * Mutants that no test can tell from the code, with the reason.
 *
 * @typedef {object} Equivalent
 * @property {string} file
 * @property {string} reason
 * @property {[line: string, original: string, replacement: string][]} mutants the line that it begins in, without indentation, what of the code is replaced, and by what
 */

/** @type {Equivalent[]} */
export const EQUIVALENTS = [];
