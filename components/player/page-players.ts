import { pageTitle } from "@/components/layout/page-title";
import { holdMediaSession, type NowPlaying } from "@/components/player/media-session";
import type { Playback } from "@/components/player/playback";
import { nextRate } from "@/components/player/playback-rate";
import { pageShortcuts, type ShortcutHandlers } from "@/components/shortcuts/page-shortcuts";

/** A player of the page, as keys and the system know it. */
interface PagePlayer {
  readonly playback: Playback;
  readonly nowPlaying: () => NowPlaying;
  /** Goes to what comes next in it, or to what was before; null where it has no such parts. */
  readonly onStep: ((by: 1 | -1) => void) | null;
}

const STEP_MS = 5000;

/** The players of the present page. Keys and the system mean the one that was used last, or until then the first. */
class PagePlayers {
  readonly #players = new Set<PagePlayer>();
  #releaseShortcuts: () => void = () => undefined;
  /** The one whose sound the system knows. */
  #heard: { readonly player: PagePlayer; readonly release: () => void } | null = null;

  /** Adds a player to the page; the answer takes it away, and with it what the system and the page's title say of it. */
  readonly add = (player: PagePlayer): (() => void) => {
    this.#players.add(player);
    this.#holdShortcuts();
    const endState = player.playback.subscribe(() => this.#follow(player));
    return () => {
      endState();
      this.#players.delete(player);
      this.#holdShortcuts();
      if (this.#heard?.player === player) this.#hear(null);
    };
  };

  #follow(player: PagePlayer): void {
    const { playing } = player.playback.getState();
    if (playing && this.#heard?.player !== player) this.#hear(player);
    if (this.#heard?.player === player) pageTitle.tell("playing", playing ? "▶" : null, player.nowPlaying().title);
  }

  #hear(player: PagePlayer | null): void {
    this.#heard?.release();
    this.#heard = null;
    if (player === null) return;
    const endSession = holdMediaSession(player.playback, player.nowPlaying(), player.onStep ?? (this.#players.size > 1 ? this.#playNeighbour : null));
    const release = () => {
      endSession();
      pageTitle.tell("playing", null);
    };
    this.#heard = { player, release };
  }

  #holdShortcuts(): void {
    this.#releaseShortcuts();
    const on = (act: (player: PagePlayer) => void) => () => {
      const player = this.#current();
      if (player !== undefined) act(player);
    };
    const move = (byMs: number) => on(({ playback }) => playback.seek(playback.positionMs + byMs));
    const changeRate = (by: 1 | -1) => on(({ playback }) => playback.setRate(nextRate(playback.getState().rate, by)));
    const step = (by: 1 | -1) => on(({ onStep }) => onStep?.(by));
    const steps: ShortcutHandlers = [...this.#players].some(({ onStep }) => onStep !== null)
      ? { previousTurn: step(-1), nextTurn: step(1) }
      : this.#players.size > 1
        ? { previousTake: () => this.#playNeighbour(-1), nextTake: () => this.#playNeighbour(1) }
        : {};
    const playback: ShortcutHandlers = {
      play: on((player) => player.playback.toggle()),
      back: move(-STEP_MS),
      forward: move(STEP_MS),
      slower: changeRate(-1),
      faster: changeRate(1),
    };
    this.#releaseShortcuts = this.#players.size === 0 ? () => undefined : pageShortcuts.hold({ ...playback, ...steps });
  }

  #current(): PagePlayer | undefined {
    const players = this.#inOrder();
    return players.find(({ playback }) => playback.isLastUsed) ?? players[0];
  }

  readonly #playNeighbour = (by: 1 | -1): void => {
    const players = this.#inOrder();
    const at = players.findIndex(({ playback }) => playback.isLastUsed);
    const neighbour = players[at < 0 ? 0 : at + by];
    if (neighbour === undefined) return;
    neighbour.playback.seek(0);
    neighbour.playback.play();
    neighbour.playback.media?.closest("[role=group]")?.scrollIntoView({ block: "nearest" });
  };

  /** In the order of the page. */
  #inOrder(): PagePlayer[] {
    return [...this.#players].toSorted(({ playback: { media: one } }, { playback: { media: other } }) => {
      if (one === null || other === null) return 0;
      return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    });
  }
}

export const pagePlayers = new PagePlayers();
