/** Made at its first use. */
let names: Intl.DisplayNames | undefined;

/** The English name of a language by its ISO 639-1 or 639-3 code ("eng" is English); the code itself where it has none. */
export function languageName(code: string): string {
  try {
    names ??= new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
    return names.of(code) ?? code;
  } catch {
    return code; // Not even the shape of a code.
  }
}
