import { isPageGuarded } from "@/components/connection/page-guard";
import { connection } from "@/lib/http/connection";

/** `outdated`: the server runs another build, and this page must be loaded anew. `updated`: that has just been done. */
export type PageUpdateView = "current" | "outdated" | "updated";

const STORAGE_KEY = "soundcheck.updated-at";
const NOTICE_KEY = "soundcheck.updated";
/** So soon after a reload another would be of no use: two servers of different builds answer by turns. */
const TOO_SOON_MS = 60_000;

/** Whether this page is of the build that the server runs, as far as it has found out. */
class PageUpdate {
  #view: PageUpdateView = "current";
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): PageUpdateView => this.#view;

  /** To be called when a page begins: it may have reloaded itself for this reason. */
  begin(): void {
    if (takeNotice()) this.#show("updated");
  }

  /** Something of this page's build is gone from the server: loads the page anew, or offers it where that would lose something. */
  recover({ losesInput = false } = {}): void {
    if (losesInput || isPageGuarded() || msSinceReload() < TOO_SOON_MS) {
      this.#show("outdated");
      return;
    }
    noteReload();
    window.location.reload();
  }

  /** The person wants it. */
  readonly reload = (): void => {
    noteReload();
    window.location.reload();
  };

  readonly dismiss = (): void => this.#show("current");

  #show(view: PageUpdateView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

export const pageUpdate = new PageUpdate();

/** Whether the server answers now; without that a page must not be left or loaded anew. */
export async function isServerThere(): Promise<boolean> {
  try {
    const { ok } = await fetch("/api/health", { method: "HEAD", cache: "no-store" });
    if (!ok) throw new Error("It answers, and cannot work.");
    connection.reached();
    return true;
  } catch {
    connection.missed();
    return false;
  }
}

function msSinceReload(): number {
  try {
    return Date.now() - Number(window.sessionStorage.getItem(STORAGE_KEY) ?? Number.NEGATIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Whether this page was loaded for an update; once. */
function takeNotice(): boolean {
  try {
    const noted = window.sessionStorage.getItem(NOTICE_KEY) !== null;
    window.sessionStorage.removeItem(NOTICE_KEY);
    return noted;
  } catch {
    return false;
  }
}

/** Without storage a page may reload more than once, and does not say why. */
function noteReload(): void {
  try {
    window.sessionStorage.setItem(NOTICE_KEY, "");
    window.sessionStorage.setItem(STORAGE_KEY, String(Date.now()));
  } catch {
    return;
  }
}
