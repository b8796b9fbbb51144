/**
 * What lives as long as the process. Next.js loads a module once for each of its bundles (pages, routes,
 * instrumentation), so a module-level database or timer would exist several times: they are kept on globalThis.
 */
interface Lifetime {
  readonly things: Map<string, unknown>;
  readonly closers: { name: string; close: () => void | Promise<void> }[];
  closing: Promise<void> | undefined;
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

/** Registers what to release when the process ends; the last registered is closed first. */
export function onShutdown(name: string, close: () => void | Promise<void>): void {
  lifetime().closers.push({ name, close });
}

/** Releases everything once, in reverse order; an error in one does not stop the others and is given to `report`. */
export function shutDown(report: (name: string, error: unknown) => void): Promise<void> {
  const state = lifetime();
  state.closing ??= (async () => {
    for (const { name, close } of state.closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        report(name, error);
      }
    }
  })();
  return state.closing;
}
