/** What the page's title tells before anything else, the first of these that there is. */
const ORDER = ["playing", "upload", "task"] as const;

type Topic = (typeof ORDER)[number];

interface News {
  readonly text: string;
  readonly about: string | null;
}

/** The title of the page as its tab shows it: what plays or how far something is, before what the page is called. */
class PageTitle {
  readonly #news = new Map<Topic, News>();
  /** What is shown now, and what the page was called before; null while it is called by its own name. */
  #shown: { readonly title: string; readonly own: string } | null = null;
  /** Another page brings its own title, sooner or later than what it shows. */
  #watch: MutationObserver | null = null;

  /** Tells something first, and what it is about unless the page is called that; null for nothing any more. */
  tell(topic: Topic, text: string | null, about: string | null = null): void {
    if (text === null) this.#news.delete(topic);
    else this.#news.set(topic, { text, about });
    this.#show();
  }

  #show(): void {
    const [news] = ORDER.flatMap((topic) => this.#news.get(topic) ?? []);
    // Who went to another page meanwhile has its title.
    const own = this.#shown !== null && document.title === this.#shown.title ? this.#shown.own : document.title;
    const title = news === undefined ? own : titleWith(news, own);
    this.#shown = news === undefined ? null : { title, own };
    if (document.title !== title) document.title = title;
    this.#watchTitle(this.#shown !== null);
  }

  #watchTitle(on: boolean): void {
    if (on === (this.#watch !== null)) return;
    this.#watch?.disconnect();
    this.#watch = on ? new MutationObserver(() => this.#show()) : null;
    this.#watch?.observe(document.head, { childList: true, characterData: true, subtree: true });
  }
}

function titleWith({ text, about }: News, own: string): string {
  if (about === null) return `${text} · ${own}`;
  return own.includes(about) ? `${text} ${own}` : `${text} ${about} · ${own}`;
}

export const pageTitle = new PageTitle();
