/** What a key does wherever on a page it is pressed. */
export interface Shortcut {
  /** Any of them, as `KeyboardEvent.key` has them; letters small. */
  readonly keys: readonly string[];
  readonly does: string;
  /** With Ctrl, on a Mac with the command key. Without it, it is a single key: people can switch those off. */
  readonly control?: true;
  /** Whether it goes on while the key is held. */
  readonly repeats?: true;
}

/** All keys that do something wherever on a page they are pressed. Which of them a page has, its parts say while they are there. */
export const SHORTCUTS = {
  play: { keys: [" ", "k"], does: "Play or pause" },
  back: { keys: ["j", "ArrowLeft"], does: "Back 5 seconds", repeats: true },
  forward: { keys: ["l", "ArrowRight"], does: "Forward 5 seconds", repeats: true },
  slower: { keys: [","], does: "Slower" },
  faster: { keys: ["."], does: "Faster" },
  previousTurn: { keys: ["p"], does: "Previous turn" },
  nextTurn: { keys: ["n"], does: "Next turn" },
  previousTake: { keys: ["p"], does: "Play the take above" },
  nextTake: { keys: ["n"], does: "Play the take below" },
  search: { keys: ["/"], does: "Search the transcript" },
  follow: { keys: ["f"], does: "Follow playback" },
  generate: { keys: ["Enter"], does: "Generate speech", control: true },
  transcribe: { keys: ["Enter"], does: "Transcribe", control: true },
  help: { keys: ["?"], does: "Show this list" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** In the order in which people read of them. */
export const SHORTCUT_GROUPS: readonly { readonly title: string; readonly shortcuts: readonly ShortcutId[] }[] = [
  { title: "This page", shortcuts: ["generate", "transcribe", "search", "follow", "help"] },
  { title: "Playback", shortcuts: ["play", "back", "forward", "slower", "faster", "previousTurn", "nextTurn", "previousTake", "nextTake"] },
];

/** Keys of what has the focus; they stay when single keys are switched off. */
export interface FocusedKeys {
  readonly title: string;
  /** They are there when this shortcut is. */
  readonly besides: ShortcutId;
  readonly rows: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** What the keys of a word of the transcript are for, apart from Shift with those that move, which selects. */
export const WORD_KEYS: FocusedKeys = {
  title: "On a word of the transcript",
  besides: "search",
  rows: [
    { keys: ["ArrowLeft", "ArrowRight"], does: "Word by word; with Shift they select" },
    { keys: ["ArrowUp", "ArrowDown"], does: "Turn by turn" },
    { keys: ["Home", "End"], does: "To the ends of the turn; with Ctrl, of the transcript" },
    { keys: ["Enter"], does: "Go to where it is said" },
    { keys: ["F2"], does: "Name the speaker, where the transcript is yours" },
    { keys: ["Escape"], does: "Give up the selection" },
  ],
};

/** What the keys of the waveform are for. */
export const SEEK_KEYS: FocusedKeys = {
  title: "On the waveform",
  besides: "play",
  rows: [
    { keys: ["ArrowLeft", "ArrowRight"], does: "A little back or forward" },
    { keys: ["PageDown", "PageUp"], does: "A tenth back or forward" },
    { keys: ["Home", "End"], does: "To the beginning or the end" },
  ],
};

/** All keys that mean something where the focus is. */
export const FOCUSED_KEYS: readonly FocusedKeys[] = [
  WORD_KEYS,
  {
    title: "In the search",
    besides: "search",
    rows: [
      { keys: ["Enter"], does: "Next match; with Shift the one before" },
      { keys: ["Escape"], does: "Clear the search" },
    ],
  },
  SEEK_KEYS,
];
