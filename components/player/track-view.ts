import { greatestZoom, turnPage, WHOLE, zoomWindow, type TrackWindow } from "@/components/player/track-window";

/** What of a track's zoom is rendered. */
export interface ZoomState {
  /** 1 shows the whole recording. */
  readonly zoom: number;
  readonly greatest: number;
}

export const UNZOOMED: ZoomState = { zoom: 1, greatest: 1 };

/**
 * Which part of the recording a track shows. It is a box that scrolls sideways, so that fingers, wheels and scroll bars
 * work; what is drawn in it listens and draws the window. Following playback yields to a reader who scrolls.
 */
export class TrackView {
  #scroller: HTMLElement | null = null;
  #content: HTMLElement | null = null;
  #window = WHOLE;
  #widthPx = 0;
  #state = UNZOOMED;
  #detail = { durationMs: 0, valueCount: 0 };
  #following = true;
  /** Where we scrolled to ourselves; anything else was the reader. */
  #ownScrollPx = 0;
  readonly #windowListeners = new Set<() => void>();
  readonly #stateListeners = new Set<() => void>();

  /** Makes `scroller`, which holds `content`, the box that scrolls; the answer lets go of it. */
  readonly attach = (scroller: HTMLElement, content: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    this.#content = content;
    const onScroll = () => {
      if (Math.abs(scroller.scrollLeft - this.#ownScrollPx) > 1) this.#following = false;
      this.#read();
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    const observer = new ResizeObserver(() => {
      this.#limit();
      this.#show(this.#window);
    });
    observer.observe(scroller);
    return () => {
      observer.disconnect();
      scroller.removeEventListener("scroll", onScroll);
      this.#scroller = null;
      this.#content = null;
    };
  };

  get window(): TrackWindow {
    return this.#window;
  }

  /** How wide the window is, in CSS pixels. */
  get widthPx(): number {
    return this.#widthPx;
  }

  /** Says how finely the waveform is known, which decides how far it may be zoomed. */
  readonly setDetail = (durationMs: number, valueCount: number): void => {
    this.#detail = { durationMs, valueCount };
    this.#limit();
  };

  /** Zooms by a factor around a place, a share of the recording. */
  readonly zoomBy = (factor: number, anchor: number): void => {
    const zoom = Math.min(Math.max(this.#state.zoom * factor, 1), this.#state.greatest);
    if (zoom === this.#state.zoom) return;
    this.#following = true;
    this.#update({ ...this.#state, zoom });
    this.#show(zoomWindow(this.#window, zoom, anchor));
  };

  /** Turns the page to a place where the reader has not scrolled away; after a jump it is shown in any case. */
  readonly follow = (share: number, jumped: boolean): void => {
    this.#following ||= jumped;
    const turned = this.#following ? turnPage(this.#window, share) : null;
    if (turned !== null) this.#show(turned);
  };

  /** Calls the listener when another part is shown, or the same at another size; the answer ends that. */
  readonly onWindow = (listener: () => void): (() => void) => {
    this.#windowListeners.add(listener);
    return () => this.#windowListeners.delete(listener);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  readonly getState = (): ZoomState => this.#state;

  #limit(): void {
    const { durationMs, valueCount } = this.#detail;
    const greatest = greatestZoom(durationMs, valueCount, this.#scroller?.clientWidth ?? 0);
    const zoom = Math.min(this.#state.zoom, greatest);
    const changed = zoom !== this.#state.zoom;
    this.#update({ zoom, greatest });
    if (changed) this.#show(zoomWindow(this.#window, zoom, this.#window.start + this.#window.length / 2));
  }

  #show(window: TrackWindow): void {
    if (this.#scroller === null || this.#content === null) return;
    this.#content.style.width = `${this.#state.zoom * 100}%`;
    this.#scroller.scrollLeft = window.start * this.#scroller.scrollWidth;
    this.#ownScrollPx = this.#scroller.scrollLeft;
    this.#read();
  }

  #read(): void {
    if (this.#scroller === null) return;
    const { clientWidth, scrollLeft, scrollWidth } = this.#scroller;
    this.#widthPx = clientWidth;
    const length = 1 / this.#state.zoom;
    this.#window = { start: Math.min(scrollWidth > 0 ? scrollLeft / scrollWidth : 0, 1 - length), length };
    for (const listener of this.#windowListeners) listener();
  }

  #update(state: ZoomState): void {
    if (state.zoom === this.#state.zoom && state.greatest === this.#state.greatest) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }
}
