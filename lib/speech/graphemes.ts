/** Made at its first use: it takes a phone milliseconds. */
let segmenter: Intl.Segmenter | undefined;

/** At most `max` characters from the beginning of a text, as people count them: no emoji or accent is cut apart. */
export function firstGraphemes(text: string, max: number): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let end = 0;
  let count = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    if (count === max) break;
    end = index + segment.length;
    count += 1;
  }
  return text.slice(0, end);
}
