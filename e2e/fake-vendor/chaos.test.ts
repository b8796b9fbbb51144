import { describe, expect, it } from "vitest";
import type { Behaviour } from "./behaviour";
import { Chaos } from "./chaos";
import { VENDOR_RATE } from "./clicks";
import { speech, start } from "./test-client";

const LABELS = Array.from({ length: 1000 }, (_, index) => `click ${index}`);

/** Whether the vendor makes the task and gives its result, to who asks often enough. */
function endsWell({ create, taskCreated, steps, output, file }: Behaviour): boolean {
  const made = create === undefined || ["slow", "slow-bytes", "wrong-type", "http-429"].includes(create.kind) || taskCreated === true;
  const given = !["none", "broken"].includes(output ?? "string") && !["404", "html", "not-audio", "stall", "huge"].includes(file ?? "ok");
  return made && given && (steps?.at(-1)?.state ?? "success") === "success";
}

describe("chaos", () => {
  it("is the same for the same seed, in whatever order clicks come, and another for another seed", () => {
    const behaviours = (seed: number, labels: readonly string[]) => {
      const chaos = new Chaos({ seed, longestMs: 1000 });
      return new Map(labels.map((label) => [label, [chaos.create(label, 1), chaos.create(label, 2), chaos.query(label, 3), chaos.upload(label, 1), chaos.taskId(label, 1)]]));
    };
    const forwards = behaviours(7, LABELS);
    for (const [label, behaviour] of behaviours(7, LABELS.toReversed())) expect(behaviour).toEqual(forwards.get(label));
    const other = behaviours(8, LABELS);
    expect(LABELS.filter((label) => JSON.stringify(other.get(label)) === JSON.stringify(forwards.get(label)))).toEqual([]);
  });

  it("lets most tasks end well, and goes wrong in every way", () => {
    const chaos = new Chaos({ seed: 1, longestMs: 1000 });
    const all = LABELS.map((label) => chaos.create(label, 1));
    expect(all.filter(endsWell).length).toBeGreaterThan(650);
    const kinds = new Set(all.map(({ create }) => create?.kind));
    expect([...kinds].sort()).toEqual(["broken-json", "code", "hang", "html-502", "http-429", "no-task-id", "reset-after-reading", "reset-before-reading", "slow", "slow-bytes", "wrong-type", undefined]);
    expect(new Set(all.map(({ file }) => file)).size).toBe(11);
    expect(new Set(all.map(({ callback }) => callback)).size).toBe(11);
    expect(new Set(all.map(({ output }) => output)).size).toBe(5);
    expect(all.some(({ create, taskCreated }) => create?.kind === "hang" && taskCreated === true)).toBe(true);
    expect(all.some(({ create, taskCreated }) => create?.kind === "hang" && taskCreated !== true)).toBe(true);
    for (const label of LABELS) expect(chaos.create(label, 2).create).not.toMatchObject({ kind: "http-429" });
  });

  it("happens at the vendor, with the same tasks at a second run", async () => {
    const seen: unknown[] = [];
    for (const texts of [LABELS.slice(0, 40), LABELS.slice(0, 40).reverse()]) {
      const { vendor, client } = await start();
      vendor.behave({ chaos: { seed: 3, longestMs: 50 } });
      await Promise.all(texts.map((text) => client.createTask(speech(text))));
      seen.push([...vendor.clicks].sort());
      vendor.behave({ chaos: null });
      expect((await client.createTask(speech("after it"))).outcome).toBe("accepted");
    }
    expect(seen[1]).toEqual(seen[0]);
  });
});

describe("the counts of clicks", () => {
  it("tell what was read, refused and made", async () => {
    const { vendor, client } = await start();
    vendor.behave({
      next: [
        { create: { kind: "code", code: 429 } },
        { create: { kind: "html-502" } },
        { create: { kind: "hang", forMs: 1 }, taskCreated: true },
        { create: { kind: "wrong-type" } },
      ],
    });
    const outcomes = [];
    for (let index = 0; index < 4; index += 1) outcomes.push((await client.createTask(speech("One"))).outcome);
    expect(outcomes).toEqual(["busy", "unconfirmed", "unconfirmed", "accepted"]);
    expect([...vendor.clicks.values()]).toEqual([{ read: 4, refused: 1, taskIds: vendor.tasks.map(({ taskId }) => taskId) }]);
    expect(vendor.tasks).toHaveLength(2);
    vendor.behave({ reset: true });
    expect(vendor.clicks.size).toBe(0);
  });

  it("refuse what comes faster than the vendor's rate, and remember it", async () => {
    const { vendor, client } = await start({ limitsRate: true });
    const outcomes = await Promise.all(Array.from({ length: VENDOR_RATE.tasks + 3 }, (_, index) => client.createTask(speech(`Text ${index}`))));
    expect(outcomes.filter(({ outcome }) => outcome === "accepted")).toHaveLength(VENDOR_RATE.tasks);
    expect(outcomes.filter(({ outcome }) => outcome === "busy")).toHaveLength(3);
    expect(vendor.rateViolations()).toBe(3);
    expect(vendor.tasks).toHaveLength(VENDOR_RATE.tasks);
  });
});
