/**
 * @typedef {object} Equivalent a mutant that no test can tell from the code
 * @property {string} file
 * @property {string} line the line that it begins in, without indentation
 * @property {string} original what of it is replaced
 * @property {string} replacement
 * @property {string} reason
 */

/** @type {Equivalent[]} */
export const EQUIVALENTS = [];
