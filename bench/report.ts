import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { type Measure, toTable } from "./table";

/** What a part measured, as it stands in docs/benchmarks.md: when, on what machine, and the table. */
export function toSection(measures: readonly Measure[]): string {
  return `${new Date().toISOString().slice(0, 10)}, ${machine()}\n\n${toTable(measures)}`;
}

/** The document with another text between the marks of a part. Throws when it has no such marks. */
export function replaceSection(document: string, part: string, section: string): string {
  const [begin, end] = [`<!-- ${part} -->\n`, `\n<!-- end of ${part} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no place for "${part}" in the document: ${begin.trim()} … ${end.trim()}`);
  return document.slice(0, from + begin.length) + section + document.slice(to);
}

function machine(): string {
  const processors = cpus();
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? release();
  return `${processors.length} cores of ${processors[0]?.model.trim() ?? "an unknown processor"}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${system}, Node.js ${process.versions.node}`;
}
