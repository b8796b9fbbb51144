/** The audio that a player plays. */
export interface PlayableAudio {
  readonly url: string;
  readonly durationMs: number;
  /** The media type of what the address answers, for example `audio/mpeg`. */
  readonly contentType: string;
}

/** Why there is no sound: the browser wants a gesture first, the connection failed, it lacks the decoder, or the data is bad. */
export type PlaybackFailure = "blocked" | "network" | "unsupported" | "unplayable";

/** What changes seldom enough to be rendered. Time is not part of it: `onPosition` tells that. */
export interface PlaybackState {
  readonly playing: boolean;
  /** Wanted to play, and waiting for data. */
  readonly waiting: boolean;
  readonly rate: number;
  readonly failure: PlaybackFailure | null;
}

/** Called with the position in milliseconds. */
export type PositionListener = (positionMs: number) => void;

/** Called with how far a jump went, in milliseconds, before its new position is told. */
export type SeekListener = (distanceMs: number) => void;

/** What a player lets its parent do, for example a transcript that seeks and follows. */
export type PlayerHandle = Pick<
  Playback,
  "play" | "pause" | "toggle" | "seek" | "positionMs" | "durationMs" | "isCurrent" | "getState" | "subscribe" | "onPosition" | "onSeek"
>;

export const INITIAL_STATE: PlaybackState = { playing: false, waiting: false, rate: 1, failure: null };

/** The one playback of the page that sounds or, when none does, that was last used. */
const page: { current: Playback | null } = { current: null };

/**
 * One media element and its clock. Positions reach listeners once a frame while it plays and once for each jump, outside of
 * React. Starting one playback pauses the one that played before it.
 */
export class Playback {
  readonly audio: PlayableAudio;
  #media: HTMLAudioElement | null = null;
  #state = INITIAL_STATE;
  /** A jump that the media element cannot make yet: it has no metadata, or is still busy with the jump before. */
  #pendingMs: number | null = null;
  #preload: HTMLMediaElement["preload"] = "none";
  #frame = 0;
  readonly #stateListeners = new Set<() => void>();
  readonly #positionListeners = new Set<PositionListener>();
  readonly #seekListeners = new Set<SeekListener>();

  constructor(audio: PlayableAudio) {
    this.audio = audio;
  }

  /** Makes the media element inside `host`; the answer removes it again and lets go of what it had loaded. */
  readonly attach = (host: HTMLElement): (() => void) => {
    const media = document.createElement("audio");
    const listening = new AbortController();
    const on = (type: keyof HTMLMediaElementEventMap, listener: () => void) => media.addEventListener(type, listener, { signal: listening.signal });
    media.preload = this.#preload;
    media.preservesPitch = true;
    media.defaultPlaybackRate = this.#state.rate;
    on("play", () => this.#started());
    on("pause", () => this.#stopped());
    on("ended", () => this.#stopped());
    on("emptied", () => this.#stopped());
    on("waiting", () => this.#update({ waiting: !media.paused }));
    on("playing", () => this.#update({ waiting: false, failure: null }));
    on("ratechange", () => this.#update({ rate: media.playbackRate }));
    on("loadedmetadata", () => this.#jumpNow());
    on("seeked", () => this.#jumpNow());
    on("durationchange", () => this.#tellPosition());
    // In a tab that nobody looks at there are no frames.
    on("timeupdate", () => this.#tellPosition());
    on("error", () => this.#failed(media));
    media.src = this.audio.url;
    host.append(media);
    this.#media = media;
    return () => {
      this.#pendingMs = this.positionMs;
      listening.abort();
      this.#stopped();
      if (page.current === this) page.current = null;
      this.#media = null;
      media.pause();
      media.removeAttribute("src");
      media.load();
      media.remove();
    };
  };

  /** The media element, for the waveform; null while detached. */
  get media(): HTMLAudioElement | null {
    return this.#media;
  }

  get positionMs(): number {
    // The element counts in microseconds: 1.001 s would otherwise be a little less than the 1001 ms that it was told.
    return this.#pendingMs ?? Math.round((this.#media?.currentTime ?? 0) * 1e6) / 1e3;
  }

  /** What the media element found, or until then what the server measured. */
  get durationMs(): number {
    const seconds = this.#media?.duration ?? NaN;
    return Number.isFinite(seconds) ? seconds * 1000 : this.audio.durationMs;
  }

  /** Whether this is the playback of the page that may light up words: it plays, or was the last one used. */
  get isCurrent(): boolean {
    return this.isLastUsed && this.#media?.ended !== true;
  }

  /** Whether it is the one of the page that sounds or, when none does, that was last used. */
  get isLastUsed(): boolean {
    return page.current === this;
  }

  readonly play = (): void => {
    const media = this.#media;
    if (media === null) return;
    const position = this.positionMs;
    // A media element that has failed starts over only when it is told to.
    if (media.error !== null) media.load();
    this.seek(position >= this.durationMs ? 0 : position);
    this.#update({ failure: null });
    media.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#update({ waiting: false, failure: "blocked" });
      // Anything else was either our own pause or comes with an "error" event, which says more.
    });
  };

  readonly pause = (): void => this.#media?.pause();

  readonly toggle = (): void => {
    if (this.#media?.paused === false) this.pause();
    else this.play();
  };

  /** Jumps to a position in milliseconds, playing or not; it is kept inside the audio. */
  readonly seek = (positionMs: number): void => {
    const before = this.positionMs;
    this.#pendingMs = Math.min(Math.max(positionMs, 0), this.durationMs);
    for (const listener of this.#seekListeners) listener(Math.abs(this.#pendingMs - before));
    if (page.current === null || !page.current.#state.playing) this.#makeCurrent();
    const media = this.#media;
    if (media !== null && media.readyState >= HTMLMediaElement.HAVE_METADATA) {
      // One jump at a time: a drag over a long recording would ask the server for data at every pixel.
      if (!media.seeking) this.#jumpNow();
    } else if (media !== null) {
      // Kept by the element as the place to start at; what others read from it agrees with us until then.
      media.currentTime = this.#pendingMs / 1000;
    }
    this.#tellPosition();
  };

  /** Sets the speed, 1 being normal; the pitch stays. */
  readonly setRate = (rate: number): void => {
    this.#update({ rate });
    if (this.#media === null) return;
    this.#media.defaultPlaybackRate = rate;
    this.#media.playbackRate = rate;
  };

  /** Has the audio loaded before it is asked for, so that a switch to it is heard at once. */
  readonly warm = (): void => {
    this.#preload = "auto";
    if (this.#media !== null) this.#media.preload = "auto";
  };

  /** Calls the listener with each new position; the answer ends that. */
  readonly onPosition = (listener: PositionListener): (() => void) => {
    this.#positionListeners.add(listener);
    return () => this.#positionListeners.delete(listener);
  };

  /** Calls the listener with each jump that somebody asked for; the answer ends that. */
  readonly onSeek = (listener: SeekListener): (() => void) => {
    this.#seekListeners.add(listener);
    return () => this.#seekListeners.delete(listener);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  readonly getState = (): PlaybackState => this.#state;

  #jumpNow(): void {
    if (this.#media === null || this.#pendingMs === null) return;
    const seconds = this.#pendingMs / 1000;
    this.#pendingMs = null;
    if (Math.abs(this.#media.currentTime - seconds) > 0.001) this.#media.currentTime = seconds;
    this.#tellPosition();
  }

  #makeCurrent(): void {
    const previous = page.current;
    if (previous === this) return;
    page.current = this;
    if (previous === null) return;
    previous.pause();
    previous.#tellPosition();
  }

  #started(): void {
    this.#makeCurrent();
    this.#update({ playing: true });
    const tick = () => {
      this.#frame = requestAnimationFrame(tick);
      this.#tellPosition();
    };
    cancelAnimationFrame(this.#frame);
    tick();
  }

  #stopped(): void {
    cancelAnimationFrame(this.#frame);
    this.#update({ playing: false, waiting: false });
    this.#tellPosition();
  }

  #failed(media: HTMLAudioElement): void {
    const known = media.canPlayType(this.audio.contentType) !== "";
    const failure = media.error?.code === MediaError.MEDIA_ERR_NETWORK ? "network" : known ? "unplayable" : "unsupported";
    this.#pendingMs = this.positionMs;
    this.#stopped();
    this.#update({ failure });
  }

  #update(change: Partial<PlaybackState>): void {
    const next = { ...this.#state, ...change };
    if (Object.entries(change).every(([key, value]) => this.#state[key as keyof PlaybackState] === value)) return;
    this.#state = next;
    for (const listener of this.#stateListeners) listener();
  }

  #tellPosition(): void {
    const position = this.positionMs;
    for (const listener of this.#positionListeners) listener(position);
  }
}
