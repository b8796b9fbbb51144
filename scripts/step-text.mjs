/**
 * The last lines of a command's output, without colours and blank lines at the end.
 *
 * @param {string} output
 * @param {number} lineCount
 * @returns {string}
 */
export function tail(output, lineCount) {
  const plain = output.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").trimEnd();
  return plain.split("\n").slice(-lineCount).join("\n");
}

/**
 * A duration as people read it: "0.4 s", "12 s", "2 min 5 s".
 *
 * @param {number} durationMs
 * @returns {string}
 */
export function formatDuration(durationMs) {
  const seconds = durationMs / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
