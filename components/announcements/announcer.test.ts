import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer } from "@/components/announcements/announcer";

describe("the announcer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const listen = () => {
    const announcer = new Announcer();
    const heard: string[] = [];
    announcer.subscribe(() => heard.push(announcer.getSnapshot().text));
    return { announcer, heard };
  };

  it("says the last of what happens to something within a second, together with the rest", () => {
    const { announcer, heard } = listen();
    announcer.say("one", "Rachel: Sending");
    announcer.say("two", "George: Sending");
    announcer.say("one", "Rachel: Speaking");
    expect(heard).toEqual([]);
    vi.runAllTimers();
    expect(heard).toEqual(["Rachel: Speaking. George: Sending"]);
  });

  it("says nothing twice of the same, and the same of another", () => {
    const { announcer, heard } = listen();
    for (const subject of ["one", "one", "two"]) {
      announcer.say(subject, "Rachel: Ready");
      vi.runAllTimers();
    }
    expect(heard).toEqual(["Rachel: Ready", "Rachel: Ready"]);
    expect(announcer.getSnapshot().number).toBe(2);
  });

  it("does not say what was over before it was said", () => {
    const { announcer, heard } = listen();
    announcer.say("one", "a.wav: uploading");
    vi.runAllTimers();
    announcer.say("one", "a.wav: connection lost");
    announcer.say("one", "a.wav: uploading");
    vi.runAllTimers();
    expect(heard).toEqual(["a.wav: uploading"]);
  });

  it("counts what would be too much to listen to", () => {
    const { announcer, heard } = listen();
    for (const file of ["a", "b", "c", "d", "e"]) announcer.say(file, `${file}.wav: uploading`);
    vi.runAllTimers();
    expect(heard).toEqual(["a.wav: uploading. b.wav: uploading. c.wav: uploading. And 2 more"]);
  });
});
