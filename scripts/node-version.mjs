/**
 * Says what is wrong with a Node version, or nothing when it will do.
 *
 * @param {string} version such as "20.19.4"
 * @param {string} range the form `>=MAJOR.MINOR`, as in the `engines` of package.json
 * @returns {string | undefined} a sentence for people
 */
export function nodeVersionProblem(version, range) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = range.replace(">=", "").split(".").map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `Soundcheck needs Node ${neededMajor}.${neededMinor} or newer, and this is Node ${version}.`;
}
