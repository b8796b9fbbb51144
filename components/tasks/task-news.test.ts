import { describe, expect, it } from "vitest";
import { endOfTasks, type KnownTasks, newsOfTasks, progressOfTasks } from "@/components/tasks/task-news";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";
import type { SpeechTaskView, TaskView } from "@/lib/tasks/schema";
import type { TaskState } from "@/lib/tasks/states";

function take(id: string, state: TaskState, createdAt = 0): SpeechTaskView {
  return {
    kind: "speech",
    id,
    state,
    engine: "local",
    stateSince: 0,
    createdAt,
    completedAt: null,
    placeInQueue: null,
    failure: state === "fail" ? { code: "vendor", message: "The text was refused.", vendorCode: null, vendorMessage: null, verdict: "vendor" } : null,
    creditsConsumed: null,
    peaksUrl: null,
    canCancel: false,
    canCheckAgain: false,
    canRetry: false,
    mayChargeAgain: false,
    comparisonId: null,
    input: { ...DEFAULT_SETTINGS, voice: "Rachel", text: "Hello.", previousText: "", nextText: "" },
    audio: null,
    wordsUrl: null,
  };
}

const known = (...tasks: SpeechTaskView[]): KnownTasks => new Map(tasks.map((task) => [task.id, task]));
const said = (before: KnownTasks, ...tasks: SpeechTaskView[]) => newsOfTasks(before, tasks).map(({ sentence }) => sentence);

describe("the news of tasks", () => {
  it("are a state that is another, and why one failed", () => {
    expect(said(known(take("1", "waiting")), take("1", "generating"))).toEqual(["Rachel: Speaking"]);
    expect(said(known(take("1", "generating")), take("1", "generating"))).toEqual([]);
    expect(said(known(take("1", "generating")), take("1", "fail"))).toEqual(["Rachel: Failed. The text was refused."]);
  });

  it("are one that has just begun, and not an old one that is shown now", () => {
    expect(said(known(), take("1", "pending"), take("2", "success"))).toEqual(["Rachel: Waiting to be sent"]);
    expect(said(known(take("1", "success", 5)), take("2", "success", 4))).toEqual([]);
    expect(said(known(take("1", "success", 5)), take("2", "success", 6))).toEqual(["Rachel: Ready"]);
  });
});

it("a transcript that is called otherwise now is no news", () => {
  const named = (title: string) => ({ ...take("1", "success"), kind: "transcription", title }) as unknown as TaskView;
  expect(newsOfTasks(new Map([["1", named("talk.mp3")]]), [named("The talk")])).toEqual([]);
});

describe("what a tab says of its tasks", () => {
  it("is how far one is, or how many are on their way", () => {
    expect(progressOfTasks([take("1", "success")])).toBeNull();
    expect(progressOfTasks([take("1", "success"), take("2", "generating")])).toBe("Speaking…");
    expect(progressOfTasks([take("1", "pending"), take("2", "generating")])).toBe("2 on their way…");
  });

  it("is that they have ended, once they have", () => {
    const before = known(take("1", "generating"), take("2", "generating"), take("3", "success"));
    expect(endOfTasks(before, [take("1", "generating"), take("3", "success"), take("4", "success")])).toBeNull();
    expect(endOfTasks(before, [take("1", "success"), take("2", "fail")])).toBe("Ready");
    expect(endOfTasks(before, [take("1", "fail")])).toBe("Failed");
    expect(endOfTasks(before, [take("1", "cancelled")])).toBeNull();
  });
});
