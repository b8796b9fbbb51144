import fc from "fast-check";

/** Names that mean something to JavaScript, or to the wire. */
const KEYS = ["code", "msg", "data", "taskId", "task_id", "state", "resultJson", "param", "text", "voices", "runId", "__proto__", "constructor", "prototype", "toString", "then", "length", ""];

/** Strings of every kind: from any characters, with halves of pairs, and long ones. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom("\ud800", "\u0000", "\u202e", "null", "NaN", "../../etc/passwd", "' or 1=1 --", "%00", "[object Object]") },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6000 }).map((length) => "x".repeat(length)) },
);

/** Any value of JSON, with names and shapes that hurt. */
export const anyJson = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("list"), tie("object")),
  leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double(), fc.constantFrom(-0, 1e308, 2 ** 53, -1), anyText),
  list: fc.array(tie("value"), { maxLength: 6 }),
  object: fc.array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), anyText), tie("value")), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
})).value;

/** The text of any JSON, with keys such as `__proto__` and repeated ones that objects cannot hold. */
const anyJsonText = fc.oneof(
  { weight: 5, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...KEYS), anyJson), { maxLength: 6 })
      .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 50_000 }).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5_000 }).map((depth) => `${'{"data":'.repeat(depth)}1${"}".repeat(depth)}`) },
);

/** A text with some of it cut off, replaced or repeated, as bytes. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(text, fc.nat(), fc.uint8Array({ maxLength: 8 }), fc.constantFrom("cut", "replace", "insert")).map(([whole, place, bytes, how]) => {
    const source = Buffer.from(whole);
    const at = source.length === 0 ? 0 : place % source.length;
    if (how === "cut") return source.subarray(0, at);
    return Buffer.concat([source.subarray(0, at), bytes, source.subarray(how === "replace" ? at + bytes.length : at)]);
  });
}

/** Bodies around a text that would be right: itself, damaged, any other JSON, any bytes, and large ones. */
export function bodiesAround(right: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 8, arbitrary: right.map((text) => Buffer.from(text)) },
    { weight: 4, arbitrary: damaged(right) },
    { weight: 4, arbitrary: anyJsonText.map((text) => Buffer.from(text)) },
    { weight: 2, arbitrary: damaged(anyJsonText) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 1500 }).map((kilobytes) => Buffer.alloc(kilobytes * 1024, '{"data":"x') ) },
  );
}

/** Values that a header may have on the wire. */
export const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 }).map((text) => text.trim());

/** A length that does not fit the body now and then. */
export const announced = (body: Uint8Array): fc.Arbitrary<{ readonly announcedBytes?: number }> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_000_000 }).map((more) => ({ announcedBytes: body.length + more })) });
