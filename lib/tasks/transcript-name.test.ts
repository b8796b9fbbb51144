import { expect, it } from "vitest";
import { transcriptName } from "./transcript-name";

it("a transcript goes by its recording's name without the extension, and by a title of its own as it is", () => {
  const recording = { name: "talk.v2.mp3" };
  expect(transcriptName({ title: "talk.v2.mp3", recording })).toBe("talk.v2");
  expect(transcriptName({ title: "Talk v2.1", recording })).toBe("Talk v2.1");
});
