import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixtures-for-tests";
import { isJsonObject, parseJson, textOf } from "./envelope";
import { NoticeIdReader } from "./notice-ids";

function idsIn(body: string | Uint8Array, chunkBytes = 65_536): string[] {
  const reader = new NoticeIdReader();
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.subarray(at, at + chunkBytes));
  return reader.ids;
}

/** What the body says when it is parsed as a whole. */
function parsedIds(body: string): string[] {
  const parsed = parseJson(body);
  const data = isJsonObject(parsed) ? parsed["data"] : null;
  if (!isJsonObject(data)) return [];
  return [...new Set([data["taskId"], data["task_id"]].map(textOf).filter((id) => id !== null))];
}

/** JSON in which the names that matter are everywhere, each once in its object. */
const json = fc.letrec<{ value: string; object: string; list: string }>((tie) => {
  const name = fc.oneof(fc.constantFrom("data", "taskId", "task_id", "task\\u0049d"), fc.string().map((text) => JSON.stringify(text).slice(1, -1)));
  const space = fc.constantFrom("", " ", "\n\t");
  const pair = fc.tuple(name, space, tie("value")).map(([key, gap, value]) => ({ name: JSON.parse(`"${key}"`) as string, text: `"${key}"${gap}:${gap}${value}` }));
  const scalar = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
  return {
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar.map((value) => JSON.stringify(value)), tie("object"), tie("list")),
    object: fc.uniqueArray(pair, { maxLength: 5, selector: (one) => one.name }).map((pairs) => `{${pairs.map(({ text }) => text).join(" ,")}}`),
    list: fc.array(tie("value"), { maxLength: 3 }).map((values) => `[${values.join(",")}]`),
  };
}).object;

describe("the ids that a callback names", () => {
  it("are found in each spelling", () => {
    expect(idsIn(readFixture("speech-callback-success"))).toEqual(["e989621f54392584b05867f87b160672"]);
    expect(idsIn('{"data":{"taskId":"a","task_id":"b"}}')).toEqual(["a", "b"]);
    expect(idsIn('{"data":{"taskId":"a","task_id":"a"}}')).toEqual(["a"]);
    expect(idsIn('{"data":{"taskId":12345678 }}')).toEqual(["12345678"]);
    for (const body of ["", "<html>", "null", "{}", '{"data":null}', '{"data":{"taskId":""}}', '[{"data":{"taskId":"a"}}]', '{"data":[{"taskId":"a"}]}']) expect(idsIn(body)).toEqual([]);
  });

  it("are those that parsing the whole body gives, in whatever pieces it arrives", () => {
    const body = fc.oneof(json, json.map((data) => `{"code":200,"data":${data}}`));
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 9 }), (text, chunkBytes) => {
        expect(idsIn(text, chunkBytes)).toEqual(parsedIds(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("are looked for in any bytes without harm", () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "a", "1") })), (bytes) => Array.isArray(idsIn(Buffer.from(bytes)))));
  });

  it("are no texts that are longer than an id can be", () => {
    expect(idsIn(`{"data":{"taskId":"${"x".repeat(256)}"}}`)).toEqual(["x".repeat(256)]);
    expect(idsIn(`{"data":{"taskId":"${"x".repeat(257)}"}}`)).toEqual([]);
    for (const length of [257, 1_540, 10_000]) {
      expect(idsIn(`{"data":{"taskId":"${"x".repeat(length)}","task_id":"b"}}`)).toEqual(["b"]);
      expect(idsIn(`{"data":{"taskId":${"1".repeat(length)},"task_id":"b"}}`)).toEqual(["b"]);
      expect(idsIn(`{"${"x".repeat(length)}":1,"data":{"task_id":"b"}}`)).toEqual(["b"]);
    }
    expect(idsIn(`{"data":{"taskId":"${"\\u0078".repeat(256)}"}}`)).toEqual(["x".repeat(256)]);
  });
});
