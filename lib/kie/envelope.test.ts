import { describe, expect, it } from "vitest";
import { isJsonObject, numberOf, parseEnvelope, parseJson, taskIdOf, textOf } from "@/lib/kie/envelope";

describe("what stands in an answer", () => {
  it("is an object, or is none", () => {
    expect([{}, { a: 1 }].map(isJsonObject)).toEqual([true, true]);
    expect([null, undefined, [], "{}", 1, true].map(isJsonObject)).toEqual([false, false, false, false, false, false]);
  });

  it("is JSON, or nothing", () => {
    expect([parseJson('{"a":[1]}'), parseJson("null"), parseJson("{"), parseJson("")]).toEqual([{ a: [1] }, null, undefined, undefined]);
  });

  it("is text: with something to be seen in it, as it came, or a whole number", () => {
    expect([" a ", "0", 7, 0, -3].map(textOf)).toEqual([" a ", "0", "7", "0", "-3"]);
    expect(["", " \n", 1.5, 2 ** 53, Number.NaN, null, undefined, {}, ["a"], true].map(textOf)).toEqual(Array(10).fill(null));
  });

  it("is a finite number, or one that is written out", () => {
    expect([1.5, -2, 0, "1.5", " 42 ", "-3", "007.25"].map(numberOf)).toEqual([1.5, -2, 0, 1.5, 42, -3, 7.25]);
    expect(["", " ", "x1", "1x", "1.", ".5", "1.x", "1 2", "--1", "1e3", "0x10", Number.NaN, Number.POSITIVE_INFINITY, null, undefined, [], ["1"], true].map(numberOf)).toEqual(Array(18).fill(null));
  });

  it("is a task's id in either spelling, the first of them first", () => {
    expect(taskIdOf({ taskId: "a", task_id: "b" })).toBe("a");
    expect([taskIdOf({ taskId: "", task_id: "b" }), taskIdOf({ task_id: 7 })]).toEqual(["b", "7"]);
    expect([taskIdOf({}), taskIdOf(null), taskIdOf("a"), taskIdOf([])]).toEqual([null, null, null, null]);
  });
});

describe("parseEnvelope", () => {
  it("reads code, message and data, each as far as it is there", () => {
    expect(parseEnvelope('{"code":"200","msg":"m","data":[1]}')).toEqual({ code: 200, message: "m", data: [1] });
    expect(parseEnvelope('{"message":"a","msg":"b"}')).toEqual({ code: null, message: "a", data: undefined });
    expect(parseEnvelope('{"message":"","msg":"b","data":null}')).toEqual({ code: null, message: "b", data: null });
  });

  it("gives nothing for what is no object", () => {
    expect(["", "[]", "null", "7", "{"].map(parseEnvelope)).toEqual([null, null, null, null, null]);
  });
});
