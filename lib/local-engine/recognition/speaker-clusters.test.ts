import { describe, expect, it } from "vitest";
import { clusterSpeakers, sumVoice, type VoiceSum } from "./speaker-clusters";

const FEATURES = 15;

/** Random numbers that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomNumbers(7);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A stretch of speech whose features lie around a place of the speaker's own. */
function stretchOf(speaker: number, frames = 120): VoiceSum {
  const list = Array.from({ length: frames }, () => Float64Array.from({ length: FEATURES }, (_, feature) => normal() + (feature % 4 === speaker ? 3 : 0)));
  return sumVoice(list, FEATURES);
}

/** As `stretchOf`, of sounds that last six frames each as they do in speech, so that neighbouring frames are alike. */
function soundsOf(speaker: number): VoiceSum {
  const list = Array.from({ length: 20 }, () => {
    const sound = Array.from({ length: FEATURES }, (_, feature) => normal() + (feature % 4 === speaker ? 2 : 0));
    return Array.from({ length: 6 }, () => Float64Array.from(sound, (value) => value + 0.3 * normal()));
  });
  return sumVoice(list.flat(), FEATURES);
}

describe("clusterSpeakers", () => {
  it("numbers the speakers in the order in which they first speak", async () => {
    const speakers = [2, 0, 0, 1, 2, 1, 0, 3, 2, 3, 1];
    expect(await clusterSpeakers(speakers.map((speaker) => stretchOf(speaker)))).toEqual([0, 1, 1, 2, 0, 2, 1, 3, 0, 3, 2]);
  });

  it("hears one speaker in the speech of one", async () => {
    expect(new Set(await clusterSpeakers(Array.from({ length: 40 }, () => stretchOf(1))))).toEqual(new Set([0]));
  });

  it("hears no more speakers in what is repeated", async () => {
    const speakers = [0, 1, 0, 1, 0, 1];
    const stretches = speakers.map((speaker) => soundsOf(speaker));
    expect(await clusterSpeakers(Array.from({ length: 20 }, () => stretches).flat())).toEqual(Array.from({ length: 20 }, () => speakers).flat());
  });

  it("gives short stretches to the speaker that they fit best", async () => {
    const stretches = [stretchOf(0), stretchOf(1), stretchOf(0), stretchOf(1), stretchOf(1, 25), stretchOf(0, 25)];
    expect(await clusterSpeakers(stretches)).toEqual([0, 1, 0, 1, 1, 0]);
  });

  it("takes many stretches in groups, with the same result", async () => {
    const speakers = Array.from({ length: 500 }, (_, index) => (index === 0 ? 0 : index % 3));
    expect(await clusterSpeakers(speakers.map((speaker) => stretchOf(speaker)))).toEqual(speakers);
  });

  it("takes nothing, and stretches without a voice", async () => {
    expect(await clusterSpeakers([])).toEqual([]);
    expect(await clusterSpeakers([stretchOf(0, 0), stretchOf(0, 0)])).toEqual([0, 0]);
    expect(await clusterSpeakers([stretchOf(0, 400), stretchOf(1, 400), stretchOf(1, 0)])).toEqual([0, 1, 1]);
  });
});
