import { spanOfWord, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TURNS_PER_SECTION } from "@/components/transcript/turn-look";
import { drive, laidOut } from "./yardstick";

// As little as a browser can do: a text node for each turn, sections that are skipped off screen, one range that moves.
let layout: TranscriptLayout | undefined;
const texts: Text[] = [];
const range = new Range();

drive({
  prepare: (packed) => {
    layout = laidOut(packed);
  },
  mount: (host) => {
    const { turns = [], transcript } = layout ?? {};
    turns.forEach(({ from, to }, turn) => {
      if (turn % TURNS_PER_SECTION === 0) {
        const section = document.createElement("section");
        section.style.cssText = "content-visibility: auto; contain-intrinsic-block-size: auto 600px; line-height: 1.75rem";
        host.append(section);
      }
      const text = document.createTextNode(transcript?.words.slice(from, to).map((word) => word.text + word.after).join("") ?? "");
      const paragraph = document.createElement("p");
      paragraph.append(text);
      host.lastElementChild?.append(paragraph);
      texts.push(text);
    });
    CSS.highlights.set("spoken-word", new Highlight(range));
  },
  light: (word) => {
    const span = layout === undefined ? null : spanOfWord(layout, word);
    const text = texts[span?.turn ?? -1];
    if (span === null || text === undefined) return;
    range.setStart(text, span.start);
    range.setEnd(text, span.end);
  },
});
