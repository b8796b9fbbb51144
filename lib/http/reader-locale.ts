import { DEFAULT_LOCALE } from "@/lib/locale/formats";

/** More than browsers send; what stands behind it is not looked at. */
const MAX_LENGTH = 500;
const MAX_RANGES = 20;
/** What a language, script, region and variants need (RFC 5646, section 4.4.1). */
const MAX_TAG_LENGTH = 35;

/**
 * The language in which a reader has numbers and dates: the first of what their browser sends as Accept-Language that Intl knows, in the
 * order of its weights (RFC 9110, section 12.5.4), without extensions; else English. Never throws, whatever was sent.
 */
export function readerLocale(acceptLanguage: string | null): string {
  const ranges = (acceptLanguage ?? "").slice(0, MAX_LENGTH).split(",", MAX_RANGES).map(readRange);
  for (const { tag } of ranges.filter(({ weight }) => weight > 0).toSorted((left, right) => right.weight - left.weight)) {
    const locale = supported(tag);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_LOCALE;
}

function readRange(range: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
  return { tag, weight: weight === undefined ? 1 : Number(weight) };
}

function supported(tag: string): string | undefined {
  if (tag.length > MAX_TAG_LENGTH) return undefined;
  try {
    const { baseName } = new Intl.Locale(tag);
    return Intl.NumberFormat.supportedLocalesOf(baseName)[0];
  } catch {
    return undefined; // "*", or not even the shape of a tag.
  }
}
