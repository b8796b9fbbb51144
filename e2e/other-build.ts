import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const TEXT = /\.(?:js|mjs|json|css|html|rsc|meta|body)$|\/BUILD_ID$/;

/**
 * A folder with the app as another build would have made it: the same program, with another build id, other names of all chunks
 * and other ids of all server actions. It takes a second, where a real build takes a minute.
 */
export async function makeOtherBuild(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), "soundcheck-build-"));
  for (const entry of await readdir(ROOT)) {
    if (entry !== ".next" && entry !== ".git") await symlink(path.join(ROOT, entry), path.join(root, entry));
  }
  const built = path.join(root, ".next");
  await cp(path.join(ROOT, ".next"), built, { recursive: true, verbatimSymlinks: true, filter: (source) => !/\.next\/(?:cache|trace)|\.map$/.test(source) });

  const renamed = await newNames(built);
  const pattern = new RegExp([...renamed.keys()].map((name) => name.replace(/[.$]/g, "\\$&")).join("|"), "g");
  const anew = (text: string) => text.replace(pattern, (name) => renamed.get(name) ?? name);
  for (const entry of await readdir(built, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    if (TEXT.test(file)) {
      const text = await readFile(file, "utf8");
      if (anew(text) !== text) await writeFile(file, anew(text));
    }
    if (anew(entry.name) !== entry.name) await rename(file, path.join(entry.parentPath, anew(entry.name)));
  }
  const buildId = (await readFile(path.join(ROOT, ".next/BUILD_ID"), "utf8")).trim();
  await rename(path.join(built, "static", buildId), path.join(built, "static", anew(buildId)));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** What is called otherwise: the build, the chunks that browsers load, and the server actions. All names keep their length. */
async function newNames(built: string): Promise<Map<string, string>> {
  const buildId = (await readFile(path.join(built, "BUILD_ID"), "utf8")).trim();
  const chunks = await readdir(path.join(built, "static/chunks"));
  const actions = JSON.parse(await readFile(path.join(built, "server/server-reference-manifest.json"), "utf8")) as { node: Record<string, unknown> };
  const backwards = (text: string) => Array.from(text).toReversed().join("");
  return new Map([
    [buildId, backwards(buildId)],
    ...chunks.map((name): [string, string] => [name, backwards(path.parse(name).name) + path.parse(name).ext]),
    // The first byte says how the action is to be called.
    ...Object.keys(actions.node).map((id): [string, string] => [id, id.slice(0, 2) + backwards(id.slice(2))]),
  ]);
}
