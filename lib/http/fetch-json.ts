/** Reads JSON from one of our own routes. Rejects with an error whose message is fit to be shown when the answer is no success. */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, signal === undefined ? {} : { signal });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const problem = (body as { error?: { message?: unknown } } | null)?.error?.message;
  throw new Error(typeof problem === "string" ? problem : "The server could not answer. Try again.");
}
