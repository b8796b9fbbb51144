import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** For tests only: makes media files with the ffmpeg of this machine. */
export class TestFiles {
  constructor(private readonly directory: string) {}

  /** Twenty seconds of a tone that swells, unless `seconds` says otherwise; `output` is what ffmpeg is told of the file to write. */
  sound(name: string, output: readonly string[] = [], seconds = 20): Buffer {
    return this.make(name, ["-f", "lavfi", "-i", `aevalsrc=0.5*sin(440*2*PI*t)*abs(sin(t)):s=16000:d=${seconds}`, ...output]);
  }

  /** Silence, of the length that is asked for. */
  silence(name: string, seconds: number): Buffer {
    return this.make(name, ["-f", "lavfi", "-i", `anullsrc=r=16000:cl=mono:d=${seconds}`]);
  }

  /** A moving picture, with or without sound. */
  video(name: string, sound: boolean): Buffer {
    const picture = ["-f", "lavfi", "-i", "testsrc=s=64x64:r=5:d=3"];
    return this.make(name, sound ? [...picture, "-f", "lavfi", "-i", "sine=d=3", "-shortest"] : picture);
  }

  private make(name: string, args: readonly string[]): Buffer {
    const file = path.join(this.directory, name);
    execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-y", ...args, file]);
    return readFileSync(file);
  }
}
