import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, rmSync, statfsSync, truncateSync, writeFileSync, writeSync } from "node:fs";
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

/** A disk of a test's own that can be told to fail. */
export interface FragileDisk {
  readonly directory: string;
  /** Makes the system find an error on it, after which it lets nobody write any more, whoever has files open. */
  turnReadOnly(): void;
  /** Repairs it and mounts it anew. Nothing may be open on it. */
  repair(): void;
  remove(): Promise<void>;
}

/** A disk in a file (ext4), which really turns read-only under a running app; undefined where the system has no such disks. */
export async function mountFragile(sizeBytes: number): Promise<FragileDisk | undefined> {
  const directory = await mkdtemp(path.join(tmpdir(), "soundcheck-disk-"));
  const image = `${directory}.img`;
  writeFileSync(image, "");
  truncateSync(image, sizeBytes);
  const mount = () => spawnSync("mount", ["-o", "loop,errors=remount-ro", image, directory]).status === 0;
  const remove = async () => {
    spawnSync("umount", ["--lazy", directory]);
    await rm(directory, { recursive: true, force: true });
    await rm(image, { force: true });
  };
  const made = spawnSync("mkfs.ext4", ["-q", "-O", "^has_journal", image]).status === 0 && mount();
  const device = made ? execFileSync("findmnt", ["-no", "SOURCE", directory], { encoding: "utf8" }).trim() : "";
  const trigger = `/sys/fs/ext4/${path.basename(device)}/trigger_fs_error`;
  if (!made || !existsSync(trigger)) {
    await remove();
    return undefined;
  }
  return {
    directory,
    turnReadOnly: () => writeFileSync(trigger, "1"),
    repair: () => {
      execFileSync("umount", [directory]);
      spawnSync("fsck.ext4", ["-p", "-f", image]);
      if (!mount()) throw new Error("The disk could not be mounted again.");
    },
    remove,
  };
}
