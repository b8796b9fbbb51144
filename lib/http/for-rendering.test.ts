import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { givenToRendering, giveToRendering } from "./for-rendering";

const newResponse = () => new ServerResponse(new IncomingMessage(new Socket()));

it("what is given is found under its own name until the answer has been", () => {
  const [first, second] = [newResponse(), newResponse()];
  const names = [giveToRendering("the first", first), giveToRendering("the second", second)];
  expect(names.map(givenToRendering)).toEqual(["the first", "the second"]);
  first.emit("close");
  expect(names.map(givenToRendering)).toEqual([undefined, "the second"]);
  second.emit("close");
  expect(names.map(givenToRendering)).toEqual([undefined, undefined]);
});

it("nothing is kept for who has gone, or where nothing is answered", () => {
  const gone = newResponse();
  gone.destroy();
  expect([giveToRendering("for nobody", gone), giveToRendering("for nobody", undefined)].map(givenToRendering)).toEqual([undefined, undefined]);
});
