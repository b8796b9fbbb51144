import fc from "fast-check";
import type { RawRequest } from "./raw-request";
import { anyJson, anyText, announced, bodiesAround, headerText } from "./values";

/** What the fuzzer knows of somebody's tasks. */
export interface KnownTasks {
  /** Of the addresses that the vendor was given. */
  readonly tokens: readonly string[];
  /** By which the vendor knows them. */
  readonly vendorTaskIds: readonly string[];
}

/** Anything that could be posted to the callback route, also to addresses that are right. */
export function callbackRequests({ tokens, vendorTaskIds }: KnownTasks): fc.Arbitrary<RawRequest> {
  const taskId = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...vendorTaskIds) }, { weight: 1, arbitrary: anyJson });
  const notice = fc
    .record(
      {
        code: fc.oneof(fc.constantFrom<unknown>(200, 501, 422, "200"), anyJson),
        msg: anyText,
        data: fc.oneof(
          fc.record(
            {
              taskId,
              task_id: taskId,
              state: fc.oneof(fc.constantFrom<unknown>("success", "fail", "waiting", "generating"), anyJson),
              resultJson: fc.oneof(fc.constant<unknown>('{"resultUrls":["http://127.0.0.1:9/x"]}'), anyJson),
              param: fc.oneof(anyText, anyJson),
              failCode: anyJson,
            },
            { requiredKeys: [] },
          ),
          anyJson,
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value));
  const token = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...tokens) },
    { weight: 1, arbitrary: fc.constantFrom("x".repeat(43), "..%2f..", "%00", "%E0%A4%A", "%F0%9F%92%A9", "a".repeat(5000), `${tokens[0] ?? ""}x`) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 60 }).map((text) => encodeURIComponent(text.toWellFormed())) },
  );
  const headers = fc.record(
    {
      "content-type": fc.oneof(fc.constantFrom("application/json", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16"), headerText),
      "content-encoding": fc.constantFrom("gzip", "br", "identity", "nonsense"),
      "x-webhook-timestamp": fc.oneof(fc.integer().map(String), headerText),
      "x-webhook-signature": headerText,
      "next-action": fc.oneof(fc.constant("00".repeat(21)), headerText),
    },
    { requiredKeys: [] },
  );
  const method = fc.oneof({ weight: 20, arbitrary: fc.constant("POST") }, { weight: 1, arbitrary: fc.constantFrom("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS") });
  return bodiesAround(notice).chain((body) =>
    fc.tuple(method, token, headers, announced(body)).map(([chosen, address, more, length]) => ({ method: chosen, path: `/api/callbacks/${address}`, headers: more, body, ...length })),
  );
}
