const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** At most `max` characters from the beginning of a text, as people count them: no emoji or accent is cut apart. */
export function firstGraphemes(text: string, max: number): string {
  let end = 0;
  let count = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    if (count === max) break;
    end = index + segment.length;
    count += 1;
  }
  return text.slice(0, end);
}
