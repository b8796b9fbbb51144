import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A disk of a test's own, which it may fill and break. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes all space but `leaveBytes`. */
  fill(leaveBytes?: number): void;
  /** Frees what `fill` took. */
  empty(): void;
  remove(): Promise<void>;
}

/** Whether this machine lets us mount one: root may. Where CI runs, it must. */
export function canMount(): boolean {
  return process.env["CI"] !== undefined || (process.platform === "linux" && process.getuid?.() === 0);
}

/** A disk in memory. */
export async function mountInMemory(sizeBytes: number): Promise<SmallDisk> {
  const directory = await mkdtemp(path.join(tmpdir(), "soundcheck-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeBytes}`, "tmpfs", directory]);
  const filler = path.join(directory, "filler");
  return {
    directory,
    fill: (leaveBytes = 0) => {
      const file = openSync(filler, "a");
      try {
        for (;;) {
          const { bavail, bsize } = statfsSync(directory);
          const bytes = bavail * bsize - leaveBytes;
          if (bytes <= 0) return;
          writeSync(file, Buffer.alloc(Math.min(bytes, 1024 * 1024)));
        }
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove: async () => {
      spawnSync("umount", ["--lazy", directory]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
