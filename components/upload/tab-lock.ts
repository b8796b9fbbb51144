/**
 * Says to the other tabs of this browser that this one works on something, until the returned function is called or the tab
 * goes. Without Web Locks (a page without https on another machine) tabs know nothing of each other.
 */
export function holdInThisTab(name: string): () => void {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  if ("locks" in navigator) void navigator.locks.request(name, () => released);
  return release;
}

/** The names that any tab of this browser holds, this one included. */
export async function heldNames(): Promise<ReadonlySet<string>> {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** The name under which a tab holds the upload of a recording. */
export function uploadLock(recordingId: string): string {
  return `soundcheck.upload.${recordingId}`;
}
