import fc from "fast-check";
import { afterAll, expect, it, vi } from "vitest";
import type { Behaviour } from "../fake-vendor/behaviour";
import { REPLIES } from "./held-vendor";

/** Ten seconds or so; MODEL_RUNS asks for more. */
const RUNS = Number(process.env["MODEL_RUNS"] ?? 80);
const COOKIE = "a-browser-of-the-model-a-browser-of-the-mod";
vi.mock("next/headers", () => ({ cookies: () => Promise.resolve({ get: () => ({ value: COOKIE }), set: () => undefined }) }));
// Peaks need ffmpeg, which takes longer than all the rest, and are tested elsewhere.
vi.stubEnv("PATH", "");
// The watch over the clock, an interval, would see the jumps of the model when it likes; here the model says when it does.
vi.useFakeTimers({ toFake: ["Date", "setInterval"] });
const { close, WORK_KINDS, World } = await import("./world");
type World = InstanceType<typeof World>;

afterAll(async () => {
  await close();
  vi.useRealTimers();
});

/** One move in the world. It may be made when there is something to make it with. */
class Move implements fc.AsyncCommand<World, World> {
  constructor(
    readonly name: string,
    readonly parameters: Readonly<Record<string, unknown>>,
    readonly isPossible: (world: World) => boolean,
    readonly make: (world: World) => Promise<unknown>,
  ) {}
  check = (world: Readonly<World>) => this.isPossible(world as World);
  run = async (world: World) => {
    await this.make(world);
  };
  toString = () => `${this.name} ${JSON.stringify(this.parameters)}`;
}

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("There is nothing to pick from");
  return found;
};

const hasTasks = (world: World) => world.tasks.length > 0;
const times = <T>(count: number, move: T): T[] => Array.from({ length: count }, () => move);

const index = fc.nat({ max: 7 });
const states = fc.constantFrom("waiting", "queuing", "generating", "resting");
const behaviour = fc
  .record({
  steps: fc
    .tuple(fc.array(states, { maxLength: 3 }), fc.constantFrom("success", "success", "success", "fail", "generating"))
    .map(([before, last]) => [...before.map((state) => ({ state, forQueries: 1 })), { state: last }]),
  unknownAnswers: fc.option(fc.record({ count: fc.integer({ min: 1, max: 3 }), code: fc.constantFrom(404 as const, 422 as const) }), { freq: 4 }),
  output: fc.constantFrom("string" as const, "string" as const, "object" as const, "early" as const),
  })
  .map(({ unknownAnswers, ...rest }): Behaviour => ({ callback: "none", ...rest, ...(unknownAnswers === null ? {} : { unknownAnswers }) }));

const onTask = (name: string, make: (world: World, taskId: string) => Promise<unknown>) =>
  fc.record({ i: index }).map((parameters) => new Move(name, parameters, hasTasks, (world) => make(world, pick(world.tasks, parameters.i).id)));

const onActor = (name: string, isPossible: (actor: World["stage"]["actors"][number]) => boolean, make: (world: World, actor: World["stage"]["actors"][number]) => Promise<unknown>) =>
  fc.record({ i: index }).map((parameters) => {
    const possible = (world: World) => world.stage.actors.filter(isPossible);
    return new Move(name, parameters, (world) => possible(world).length > 0, (world) => make(world, pick(possible(world), parameters.i)));
  });

const kind = fc.constantFrom(...WORK_KINDS);
const work = fc.record({ kind }).map((parameters) => new Move("work", parameters, hasTasks, (world) => world.work(parameters.kind)));
/** Work goes on as far as it can without the vendor. */
const proceed = fc.record({ kind }).map((parameters) => new Move("proceed", parameters, hasTasks, (world) => world.proceed(parameters.kind)));
const step = onActor("step", ({ waiting }) => waiting.length > 0, (world, actor) => world.step(actor));
const run = onActor("run", ({ waiting }) => waiting.length > 0, (world, actor) => world.run(actor));
const replyWith = (replies: readonly (typeof REPLIES)[number][]) =>
  fc
    .record({ i: index, reply: fc.constantFrom(...replies), behaviour })
    .map((parameters) => new Move("reply", parameters, (world) => world.exchanges.length > 0, (world) => world.reply(pick(world.exchanges, parameters.i), parameters.reply, parameters.behaviour)));

const callBack = fc.record({ i: index, names: fc.constantFrom("right", "right", "another", "nothing", "unknown"), times: fc.constantFrom(1, 1, 3) }).map(
  (parameters) =>
    new Move("call back", parameters, (world) => world.vendorTasks.length > 0, async (world) => {
      const task = pick(world.vendorTasks, parameters.i);
      const named = { right: task.taskId, another: pick(world.vendorTasks, parameters.i + 1).taskId, nothing: undefined, unknown: "no-such-task" }[parameters.names];
      for (let time = 0; time < parameters.times; time += 1) await world.callBack(task.request.callBackUrl ?? "", named, named === task.taskId);
    }),
);

const click = fc
  .record({ slot: fc.nat({ max: 2 }), variant: fc.constantFrom(0, 0, 0, 1) })
  .map((parameters) => new Move("click", parameters, () => true, (world) => world.click(parameters.slot, parameters.variant)));
const advance = fc
  .record({ ms: fc.constantFrom(2_500, 2_500, 30_000, 660_000, 3_600_000, -3_600_000) })
  .map((parameters) => new Move("advance", parameters, hasTasks, (world) => world.advance(parameters.ms)));
const crash = fc.constant({}).map((parameters) => new Move("crash", parameters, hasTasks, (world) => world.crash()));
const giveUp = onActor("give up", (actor) => actor.giveUp !== null, (world, actor) => world.giveUp(actor));

/** How often each move is tried beside the others. */
const MOVES = [
  ...times(4, click),
  ...times(10, proceed),
  ...times(3, work),
  ...times(3, step),
  ...times(6, run),
  ...times(5, replyWith(["right"])),
  ...times(4, replyWith(REPLIES)),
  ...times(4, callBack),
  ...times(3, crash),
  ...times(3, advance),
  ...times(3, giveUp),
  onTask("cancel", (world, taskId) => world.cancel(taskId)),
  onTask("retry", (world, taskId) => world.retry(taskId)),
  onTask("check again", (world, taskId) => world.checkAgain(taskId)),
  onTask("delete", (world, taskId) => world.remove(taskId)),
];

it(
  "nothing is lost and nothing is sent twice, in whatever order clicks, looks, callbacks, copies, crashes and people come",
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(fc.commands(MOVES, { maxCommands: 60, size: "max" }), async (moves) => {
        const world = await World.open();
        await fc.asyncModelRun(() => ({ model: world, real: world }), moves);
        await world.drain();
        await world.checkEnd();
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + RUNS * 1_000,
);
