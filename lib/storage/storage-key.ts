const KEY = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_.-]+)*$/;

/** Throws for what is no key of the storage: one that could lead out of it, or be read differently elsewhere. */
export function requireStorageKey(key: string): void {
  if (!KEY.test(key) || key.includes("..")) throw new Error(`Not a storage key: ${key}`);
}
