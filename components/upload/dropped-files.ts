/** What came with a drop or a paste: files, and the names of folders, which a browser cannot send as one. */
export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly string[];
}

/** What was dropped on the site, until the page that takes recordings has it. */
class DroppedFiles {
  #over = false;
  #left: readonly Dropped[] = [];
  #taker: ((dropped: Dropped) => void) | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Whether files are held over the page. */
  readonly isOver = (): boolean => this.#over;

  noteOver(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    for (const listener of this.#listeners) listener();
  }

  /** Gives what was dropped to who takes it; says whether anybody does on this page. */
  hand(dropped: Dropped): boolean {
    if (this.#taker === null) this.#left = [...this.#left, dropped];
    else this.#taker(dropped);
    return this.#taker !== null;
  }

  /** Takes what was dropped on another page, and what is dropped from now on, until the answer is called. */
  take(taker: (dropped: Dropped) => void): () => void {
    this.#taker = taker;
    const left = this.#left;
    this.#left = [];
    for (const dropped of left) taker(dropped);
    return () => {
      this.#taker = null;
    };
  }
}

export const droppedFiles = new DroppedFiles();

/** The files and folders of a drop or a paste. */
export function readTransfer(transfer: DataTransfer | null): Dropped {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === "file");
  const folders = items.flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory === true ? [entry.name] : [];
  });
  const files = [...(transfer?.files ?? [])].filter(({ name }) => !folders.includes(name));
  return { files, folders };
}
