import { formatClock } from "@/components/player/clock";
import { linkToTime } from "@/components/transcript/link-time";
import { initialsOf, speakerLook } from "@/components/transcript/speaker-look";
import { partsOfTurn, type TranscriptLayout, type TurnPart } from "@/components/transcript/transcript-layout";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** What a speaker is called, in full and in the badge. */
export interface SpeakerLabel {
  readonly name: string;
  readonly initials: string;
}

const CHIP =
  "rounded-full border border-line bg-surface-sunken px-2 py-0.5 text-[0.85em] text-ink-soft italic [box-decoration-break:clone]";
const WORD = "rounded-sm outline-offset-1 cursor-pointer";

/**
 * Makes the element of a turn: plain text below the name of its speaker and its time. Not with React, which takes longer for
 * thousands of turns than the whole page may; a turn is a copy of what all of its speaker's look like.
 */
export class TurnBuilder {
  #ofSpeakers: readonly HTMLElement[];
  readonly #ofNobody: HTMLElement;

  constructor(
    private readonly layout: TranscriptLayout,
    labels: readonly SpeakerLabel[],
  ) {
    this.#ofNobody = turnTemplate(layout, null);
    this.#ofSpeakers = labels.map((label, speaker) => turnTemplate(layout, { ...label, speaker }));
  }

  /** Names the speakers of the turns that are made from now on. */
  setLabels(labels: readonly SpeakerLabel[]): void {
    this.#ofSpeakers.forEach((template, speaker) => nameTurn(template, labels[speaker]));
  }

  /** The last element holds the text of the turn and nothing else. */
  build(turn: number): { turn: HTMLElement; paragraph: HTMLElement } {
    const { speaker = null, startMs = 0 } = this.layout.turns[turn] ?? {};
    const element = (this.#ofSpeakers[speaker ?? -1] ?? this.#ofNobody).cloneNode(true) as HTMLElement;
    const paragraph = element.lastElementChild as HTMLElement;
    element.setAttribute("data-turn", String(turn));
    paragraph.append(...nodesOf(partsOfTurn(this.layout, turn)));
    if (this.layout.transcript.timed) fillTime(element, startMs);
    return { turn: element, paragraph };
  }
}

/** What speakers are called, by speaker, in full and in the badge. */
export function speakerLabels({ transcript }: TranscriptLayout, names: SpeakerNames): SpeakerLabel[] {
  return transcript.speakerIds.map((_, speaker) => {
    const name = speakerName(transcript, speaker, names);
    return { name, initials: initialsOf(name) };
  });
}

/** Writes the name of a turn's speaker into the turn; nothing where nobody is named. */
export function nameTurn(turn: HTMLElement, label: SpeakerLabel | undefined): void {
  const button = label === undefined ? null : turn.querySelector("button");
  const [badge, name] = button?.children ?? [];
  if (label === undefined || !button || !badge || !name || name.textContent === label.name) return;
  badge.textContent = label.initials;
  name.textContent = label.name;
  button.setAttribute("aria-label", `Rename ${label.name}`);
  button.title = label.name;
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

/** What all turns of a speaker look like, or of nobody where `of` is null. The last element is for the text. */
function turnTemplate({ transcript }: TranscriptLayout, of: (SpeakerLabel & { readonly speaker: number }) | null): HTMLElement {
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
    if (of !== null) head.append(speakerButton(of.speaker));
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
  if (of !== null) nameTurn(turn, of);
  return turn;
}

function speakerButton(speaker: number): HTMLElement {
  const { color, shape } = speakerLook(speaker);
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.className =
    "speaker-name -mx-1.5 flex min-w-0 items-center gap-2 rounded-md px-1.5 py-0.5 text-label font-semibold group-has-[input]/head:hidden hover:bg-surface-sunken";
  button.dataset["color"] = color;
  button.dataset["shape"] = shape;
  const badge = document.createElement("span");
  badge.ariaHidden = "true";
  badge.className = "speaker-badge";
  const label = document.createElement("bdi");
  label.className = "truncate";
  button.append(badge, label);
  return button;
}

function fillTime(turn: HTMLElement, startMs: number): void {
  const time = turn.firstElementChild?.lastElementChild;
  time?.append(formatClock(startMs));
  time?.setAttribute("href", linkToTime(startMs));
}
