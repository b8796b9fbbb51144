import { expect, it } from "vitest";
import { isUnfinished, mayChangeByItself, TASK_STATES } from "@/lib/tasks/states";

it("tells what is on its way from what rests, and listens to what may still turn", () => {
  expect(TASK_STATES.filter(isUnfinished)).toEqual(["pending", "submitting", "waiting", "queuing", "generating", "keeping"]);
  expect(TASK_STATES.filter(mayChangeByItself)).toEqual(["pending", "submitting", "unconfirmed", "waiting", "queuing", "generating", "keeping"]);
  expect(TASK_STATES).toHaveLength(10);
});
