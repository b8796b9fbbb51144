import { formatClock } from "@/components/player/clock";
import { linkToTime } from "@/components/transcript/link-time";
import { initialsOf, speakerLook } from "@/components/transcript/speaker-look";
import { partsOfTurn, type TranscriptLayout, type TurnPart } from "@/components/transcript/transcript-layout";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** The elements of the turns, by turn. */
export interface TurnElements {
  readonly sections: readonly HTMLElement[];
  readonly turns: readonly HTMLElement[];
  /** Each holds the text of its turn and nothing else. */
  readonly paragraphs: readonly HTMLElement[];
}

export const TURNS_PER_SECTION = 20;

const CHIP =
  "rounded-full border border-line bg-surface-sunken px-2 py-0.5 text-[0.85em] text-ink-soft italic [box-decoration-break:clone]";
const WORD = "rounded-sm outline-offset-1 cursor-pointer";

/**
 * Builds the turns inside `host`: plain text, in sections that the browser skips while they are off screen. Not with React:
 * 5,000 turns take it longer than the whole page may.
 */
export function buildTurns(host: HTMLElement, layout: TranscriptLayout, names: SpeakerNames): TurnElements {
  const template = turnTemplate(layout);
  const sections: HTMLElement[] = [];
  const turns: HTMLElement[] = [];
  const paragraphs: HTMLElement[] = [];
  const narrow = host.clientWidth < 768;
  const charactersPerLine = Math.max(Math.min(host.clientWidth / 8 - (narrow ? 0 : 24), 80), 30);
  const heightAround = narrow ? 16 + 28 : 16;
  for (let first = 0; first < layout.turns.length; first += TURNS_PER_SECTION) {
    const section = document.createElement("div");
    section.className = "[content-visibility:auto] px-2 -mx-2";
    let lines = 0;
    for (let turn = first; turn < Math.min(first + TURNS_PER_SECTION, layout.turns.length); turn += 1) {
      const element = template.cloneNode(true) as HTMLElement;
      element.dataset["turn"] = String(turn);
      const paragraph = element.lastElementChild as HTMLElement;
      paragraph.append(...nodesOf(partsOfTurn(layout, turn)));
      fillHead(element, layout, turn);
      nameTurn(element, layout, turn, names);
      turns.push(element);
      paragraphs.push(paragraph);
      section.append(element);
      lines += Math.ceil(((layout.turnOffsets[turn + 1] ?? 0) - (layout.turnOffsets[turn] ?? 0)) / charactersPerLine);
    }
    // The scroll bar should be about right before a section has been seen: a line of text has 28 px.
    section.style.containIntrinsicBlockSize = `auto ${lines * 28 + section.childElementCount * heightAround}px`;
    sections.push(section);
  }
  host.replaceChildren(...sections);
  return { sections, turns, paragraphs };
}

/** Writes the name of a turn's speaker into the turn. */
export function nameTurn(element: HTMLElement, { transcript, turns }: TranscriptLayout, turn: number, names: SpeakerNames): void {
  const button = element.querySelector("button");
  const speaker = turns[turn]?.speaker ?? null;
  if (button === null || speaker === null) return;
  const name = speakerName(transcript, speaker, names);
  const [badge, label] = button.children;
  if (label?.textContent === name || badge === undefined || label === undefined) return;
  badge.textContent = initialsOf(name);
  label.textContent = name;
  button.setAttribute("aria-label", `Rename ${name}`);
}

/** The nodes of a turn's text: text nodes, audio events as chips, and words to step through where the parts are words. */
export function nodesOf(parts: readonly TurnPart[]): Node[] {
  return parts.map((part) => {
    if (!part.isEvent && part.word === null) return document.createTextNode(part.text);
    const span = document.createElement("span");
    span.textContent = part.text;
    span.className = part.isEvent ? CHIP : WORD;
    if (part.isEvent) span.dataset["event"] = "";
    if (part.word !== null) {
      span.dataset["word"] = String(part.word);
      span.tabIndex = -1;
      span.setAttribute("role", "button");
    }
    return span;
  });
}

function turnTemplate({ transcript }: TranscriptLayout): HTMLElement {
  const turn = document.createElement("div");
  const hasSpeakers = transcript.speakerIds.length > 0;
  turn.className = hasSpeakers
    ? "group/turn grid gap-x-6 py-2 @3xl/transcript:grid-cols-[11rem_minmax(0,1fr)]"
    : transcript.timed
      ? "group/turn grid gap-x-4 py-2 @xl/transcript:grid-cols-[4rem_minmax(0,1fr)]"
      : "py-2";
  if (hasSpeakers || transcript.timed) {
    const head = document.createElement("div");
    head.className = "group/head flex min-h-7 min-w-0 items-center gap-2 self-start select-none";
    if (hasSpeakers) {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.className = "speaker-name -mx-1.5 flex group-has-[input]/head:hidden min-w-0 items-center gap-2 rounded-md px-1.5 py-0.5 text-label font-semibold hover:bg-surface-sunken";
      const badge = document.createElement("span");
      badge.ariaHidden = "true";
      badge.className = "speaker-badge";
      const label = document.createElement("bdi");
      label.className = "truncate";
      button.append(badge, label);
      head.append(button);
    }
    if (transcript.timed) {
      const time = document.createElement("a");
      time.tabIndex = -1;
      time.className =
        "shrink-0 rounded-sm text-label text-ink-soft tabular-nums hover:text-ink hover:underline group-data-[current=true]/turn:font-medium group-data-[current=true]/turn:text-accent @3xl/transcript:ml-auto";
      head.append(time);
    }
    turn.append(head);
  }
  const text = document.createElement("p");
  text.dir = "auto";
  text.className = `max-w-[72ch] text-base/7 whitespace-pre-wrap wrap-anywhere ${transcript.timed ? "cursor-pointer" : ""}`;
  turn.append(text);
  return turn;
}

function fillHead(element: HTMLElement, { turns }: TranscriptLayout, turn: number): void {
  const { speaker = null, startMs = 0 } = turns[turn] ?? {};
  const button = element.querySelector("button");
  if (speaker === null) button?.remove();
  else if (button !== null) {
    const { color, shape } = speakerLook(speaker);
    button.style.setProperty("--speaker", `var(${color})`);
    button.dataset["shape"] = shape;
  }
  const time = element.querySelector("a");
  if (time === null) return;
  time.textContent = formatClock(startMs);
  time.href = linkToTime(startMs);
}
