/**
 * What lives as long as the process. Next.js loads a module once for each of its bundles (pages, routes,
 * instrumentation), so a module-level database or timer would exist several times: they are kept on globalThis.
 */
interface Lifetime {
  readonly things: Map<string, unknown>;
  readonly closers: Closer[];
  closing: Promise<void> | undefined;
}

/**
 * How the process ends: first nothing new begins and live streams close, then what runs is finished or handed back, then
 * what all of it stood on is closed.
 */
type Phase = "stop" | "finish" | "close";

interface Closer {
  readonly phase: Phase;
  readonly name: string;
  readonly close: () => void | Promise<void>;
}

const KEY = Symbol.for("soundcheck.lifetime");
const holder = globalThis as unknown as { [KEY]: Lifetime | undefined };

function lifetime(): Lifetime {
  return (holder[KEY] ??= { things: new Map(), closers: [], closing: undefined });
}

/** The one thing of this name in the process; `create` makes it at the first call. */
export function processWide<T>(name: string, create: () => T): T {
  const { things } = lifetime();
  if (!things.has(name)) things.set(name, create());
  return things.get(name) as T;
}

/** Registers what is to be done when the process ends. */
export function onShutdown(phase: Phase, name: string, close: () => void | Promise<void>): void {
  lifetime().closers.push({ phase, name, close });
}

/**
 * Ends everything once, phase by phase. What stops and what finishes does so side by side, each phase for at most `limitMs`: what
 * takes longer is left to the next life of the process. What closes does so one after another, the last registered first. An
 * error in one does not stop the others and is given to `report`.
 */
export function shutDown({ limitMs, report }: { limitMs: number; report: (name: string, error: unknown) => void }): Promise<void> {
  const state = lifetime();
  state.closing ??= (async () => {
    const end = async ({ name, close }: Closer) => {
      try {
        await close();
      } catch (error) {
        report(name, error);
      }
    };
    const inPhase = (phase: Phase) => state.closers.filter((closer) => closer.phase === phase);
    for (const phase of ["stop", "finish"] as const) await within(limitMs, Promise.all(inPhase(phase).map(end)));
    for (const closer of inPhase("close").toReversed()) await end(closer);
  })();
  return state.closing;
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
