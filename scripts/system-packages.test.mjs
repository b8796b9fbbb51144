import { describe, expect, test } from "vitest";
import { installCommand, listInWords, packagesFor, systemOf } from "./system-packages.mjs";

const PROGRAMS = [
  { names: ["ffmpeg"], purpose: "", packages: { debian: ["ffmpeg"], fedora: ["ffmpeg-free"], macos: ["ffmpeg"] } },
  { names: ["ffprobe"], purpose: "", packages: { debian: ["ffmpeg"], fedora: ["ffmpeg-free"], macos: ["ffmpeg"] } },
  { names: ["g++"], purpose: "", packages: { debian: ["g++"] } },
];

test.each([
  ["linux", 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', "debian"],
  ["linux", 'ID=ubuntu\nID_LIKE=debian\n', "debian"],
  ["linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"],
  ["linux", "ID=fedora\n", "fedora"],
  ["linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"],
  ["linux", "ID=manjaro\nID_LIKE=arch\n", "arch"],
  ["linux", "ID=alpine\n", "alpine"],
  ["linux", "VERSION_ID=debian\nID=nixos\n", undefined],
  ["linux", "", undefined],
  ["darwin", "", "macos"],
])("%s with %j is %s", (platform, osRelease, system) => {
  expect(systemOf(/** @type {NodeJS.Platform} */ (platform), osRelease)).toBe(system);
});

test("a package that brings two programs is installed once", () => {
  expect(packagesFor("debian", PROGRAMS)).toEqual(["ffmpeg", "g++"]);
});

describe("installCommand", () => {
  test("asks for the right to install only where it is needed", () => {
    expect(installCommand("debian", PROGRAMS, false)).toBe("sudo apt-get install -y ffmpeg g++");
    expect(installCommand("debian", PROGRAMS, true)).toBe("apt-get install -y ffmpeg g++");
    expect(installCommand("macos", PROGRAMS, false)).toBe("brew install ffmpeg");
  });

  test("is nothing where no package is known", () => {
    expect(installCommand(undefined, PROGRAMS, true)).toBeUndefined();
    expect(installCommand("alpine", PROGRAMS, true)).toBeUndefined();
  });
});

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
])("lists %j as %j", (names, words) => {
  expect(listInWords(names)).toBe(words);
});
