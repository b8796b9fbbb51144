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

  /** A short tone at every tenth second, between stretches of noise and of silence, so that a variable bit rate varies. */
  beeps(name: string, output: readonly string[], seconds: number): Buffer {
    const sound = "if(lt(mod(t,10),0.08),0.8*sin(1000*2*PI*t),if(between(mod(t,20),2,8),0.1*(random(0)-0.5),0))";
    return this.make(name, ["-f", "lavfi", "-i", `aevalsrc='${sound}':s=44100:d=${seconds}`, ...output]);
  }

  /** When the tones of `beeps` are heard in a file, in milliseconds. */
  hearBeeps(file: string): number[] {
    const decoded = execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", file, "-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1"], { maxBuffer: 64 * 1024 * 1024 });
    const heard: number[] = [];
    for (let sample = 0; sample * 2 + 1 < decoded.length; sample += 1) {
      const timeMs = sample / 8;
      if (Math.abs(decoded.readInt16LE(sample * 2)) > 12_000 && timeMs - (heard.at(-1) ?? -5000) > 5000) heard.push(timeMs);
    }
    return heard;
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
