import { formatClock } from "@/components/player/clock";
import { linkToTime } from "@/components/player/link-time";
import { initialsOf, type SpeakerLook, speakerLook } from "@/components/transcript/speaker-look";
import { partsOfTurn, type TranscriptLayout, type TurnPart } from "@/components/transcript/transcript-layout";
import { AUDIO_EVENT, TURN_HEAD, TURN_SPEAKER, TURN_TIME, turnClass, turnTextClass } from "@/components/transcript/turn-look";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** What a speaker is called, in full and in the badge. */
export interface SpeakerLabel {
  readonly name: string;
  readonly initials: string;
}

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
    /** Whether a press on a speaker's name changes it. */
    renamable: boolean,
  ) {
    this.#ofNobody = turnTemplate(layout, null);
    this.#ofSpeakers = labels.map((label, speaker) => turnTemplate(layout, { ...label, look: speakerLook(layout.transcript, speaker), renamable }));
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
  const speaker = label === undefined ? null : turn.querySelector<HTMLElement>(".speaker-name");
  const [badge, name] = speaker?.children ?? [];
  if (label === undefined || !speaker || !badge || !name || name.textContent === label.name) return;
  badge.textContent = label.initials;
  name.textContent = label.name;
  speaker.title = label.name;
  if (speaker instanceof HTMLButtonElement) speaker.setAttribute("aria-label", `Rename ${label.name}`);
}

/** The nodes of a turn's text: text nodes, audio events as chips, and words to step through where the parts are words. */
export function nodesOf(parts: readonly TurnPart[]): Node[] {
  return parts.map((part) => {
    if (!part.isEvent && part.word === null) return document.createTextNode(part.text);
    const span = document.createElement("span");
    span.textContent = part.text;
    span.className = part.isEvent ? AUDIO_EVENT : WORD;
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
function turnTemplate({ transcript }: TranscriptLayout, of: (SpeakerLabel & { readonly look: SpeakerLook; readonly renamable: boolean }) | null): HTMLElement {
  const turn = document.createElement("div");
  turn.className = turnClass(transcript);
  if (transcript.speakerIds.length > 0 || transcript.timed) {
    const head = document.createElement("div");
    head.className = TURN_HEAD;
    if (of !== null) head.append(speakerHead(of.look, of.renamable));
    if (transcript.timed) {
      const time = document.createElement("a");
      time.tabIndex = -1;
      time.className = TURN_TIME;
      head.append(time);
    }
    turn.append(head);
  }
  const text = document.createElement("p");
  text.dir = "auto";
  text.className = turnTextClass(transcript.timed);
  turn.append(text);
  if (of !== null) nameTurn(turn, of);
  return turn;
}

function speakerHead({ color, shape }: SpeakerLook, renamable: boolean): HTMLElement {
  const head = document.createElement(renamable ? "button" : "span");
  head.className = renamable ? `${TURN_SPEAKER} hover:bg-surface-sunken` : TURN_SPEAKER;
  head.dataset["color"] = color;
  head.dataset["shape"] = shape;
  if (head instanceof HTMLButtonElement) {
    head.type = "button";
    head.tabIndex = -1;
  }
  const badge = document.createElement("span");
  badge.ariaHidden = "true";
  badge.className = "speaker-badge";
  const label = document.createElement("bdi");
  label.className = "truncate";
  head.append(badge, label);
  return head;
}

function fillTime(turn: HTMLElement, startMs: number): void {
  const time = turn.firstElementChild?.lastElementChild;
  time?.append(formatClock(startMs));
  time?.setAttribute("href", linkToTime(startMs));
}
