/**
 * @typedef {object} Instruction
 * @property {string} name in capitals: FROM, RUN, COPY, …
 * @property {string} text what follows it, its lines joined
 */

/**
 * The instructions of a Dockerfile, in their order. Only what our own file uses is understood: comments in lines of their own, lines
 * joined by a backslash.
 *
 * @param {string} text
 * @returns {Instruction[]}
 */
export function parseDockerfile(text) {
  const joined = text.replace(/^\s*#.*\n/gm, "").replace(/\\\n/g, " ");
  return joined
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [name = ""] = line.split(/\s/, 1);
      return { name: name.toUpperCase(), text: line.slice(name.length).trim() };
    });
}

/**
 * What a COPY takes from where to where.
 *
 * @param {string} text
 * @returns {{stage: string | undefined, sources: string[], target: string}} stage: the name after --from
 */
export function parseCopy(text) {
  const words = text.split(/\s+/);
  const stage = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
  const paths = words.filter((word) => !word.startsWith("--"));
  return { stage, sources: paths.slice(0, -1), target: paths.at(-1) ?? "" };
}

/**
 * The variables of an ENV.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  return Object.fromEntries([...text.matchAll(/([A-Za-z_]\w*)=("[^"]*"|\S+)/g)].map(([, name = "", value = ""]) => [name, value.replace(/^"|"$/g, "")]));
}

/**
 * The words of a CMD in its exec form, also of one in a HEALTHCHECK.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function parseCommand(text) {
  const list = /\[.*\]$/.exec(text)?.[0];
  if (list === undefined) throw new Error(`Not a command in exec form: ${text}`);
  return /** @type {string[]} */ (JSON.parse(list));
}
