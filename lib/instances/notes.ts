import type { Told, Topic } from "@/lib/instances/broadcast";

/** What one instance tells the others. A gap is the news that something was not told. */
export interface Note {
  readonly topic: Topic | "gap";
  readonly told?: Told;
}

/** PostgreSQL takes less than 8000 bytes in one notification. */
const PAYLOAD_MAX_BYTES = 7_500;

/** The notes as texts that fit into a notification each, in their order, none twice; each says from whom. */
export function packNotes(from: string, notes: readonly Note[]): string[] {
  const payloads: string[] = [];
  let lines: string[] = [];
  let bytes = 0;
  const end = () => {
    if (lines.length > 0) payloads.push([from, ...lines].join("\n"));
    lines = [];
    bytes = Buffer.byteLength(from);
  };
  end();
  for (const line of new Set(notes.map((note) => JSON.stringify(note)))) {
    const lineBytes = Buffer.byteLength(line) + 1;
    if (bytes + lineBytes > PAYLOAD_MAX_BYTES) end();
    bytes += lineBytes;
    lines.push(line);
  }
  end();
  return payloads;
}

/** The notes of a notification; none of one's own. */
export function readNotes(payload: string, reader: string): Note[] {
  const [from, ...lines] = payload.split("\n");
  return from === reader ? [] : lines.map((line) => JSON.parse(line) as Note);
}
