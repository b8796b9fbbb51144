import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { Synthesizer } from "./synthesizer";

/** For tests only: a synthesizer with its worker bundled into a folder of its own, which `close` removes. */
export async function startTestSynthesizer() {
  const folder = await mkdtemp(path.join(tmpdir(), "synthesis-"));
  const scratchDir = await mkdtemp(path.join(folder, "scratch-"));
  const workerFile = path.join(folder, "synthesis-worker.mjs");
  await symlink(path.resolve(import.meta.dirname, "../../../node_modules"), path.join(folder, "node_modules"));
  await build({
    entryPoints: [path.join(import.meta.dirname, "synthesis-worker.ts")],
    outfile: workerFile,
    bundle: true,
    format: "esm",
    platform: "node",
  });
  const synthesizer = new Synthesizer({ workerFile, ffmpegFile: "ffmpeg", scratchDir });
  const close = async () => {
    await synthesizer.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { synthesizer, folder, scratchDir, workerFile, close };
}
