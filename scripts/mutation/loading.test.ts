import { expect, it } from "vitest";

// A module that throws while it is loaded takes the tests of its file with it, which Stryker does not count as failing.
it("loads the schemas", async () => {
  await expect(Promise.all([import("@/lib/kie/requests"), import("@/lib/speech/schema"), import("@/lib/tasks/request-schema"), import("@/lib/shares/request-schema")])).resolves.toHaveLength(4);
});
