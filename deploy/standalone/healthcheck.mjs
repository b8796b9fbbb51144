// Says whether the app that runs beside it is well, by its exit status.
const { PORT = "3000" } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/api/health`, { signal: AbortSignal.timeout(4_000) }).catch((/** @type {Error} */ error) => error);
if (answer instanceof Error || !answer.ok) {
  process.stderr.write(`${answer instanceof Error ? answer.message : await answer.text()}\n`);
  process.exitCode = 1;
}
