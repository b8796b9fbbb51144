import fc from "fast-check";
import type { RawRequest } from "./raw-request";
import { announced, anyText, headerText } from "./values";

/** Anything that could be sent to the upload routes by somebody with `cookies`, about `uploads` of theirs and of others. */
export function uploadRequests(uploads: readonly string[], cookies: readonly string[]): fc.Arbitrary<RawRequest> {
  const number = fc.oneof(fc.integer({ min: 0, max: 3000 }).map(String), fc.constantFrom("-1", "1e9", "NaN", "0x10", "99999999999999999999", "1.5", "", " 7"), headerText);
  const base64 = anyText.map((text) => Buffer.from(text).toString("base64"));
  const pair = fc.tuple(fc.oneof(fc.constantFrom("name", "origin", "modifiedAt", "ownerId", "__proto__", "filename"), headerText), fc.oneof(base64, headerText)).map((parts) => parts.join(" "));
  const headers = fc.record(
    {
      cookie: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...cookies) }, { weight: 1, arbitrary: headerText }),
      "tus-resumable": fc.oneof({ weight: 12, arbitrary: fc.constant("1.0.0") }, { weight: 1, arbitrary: headerText }),
      "upload-offset": number,
      "upload-length": number,
      "upload-defer-length": fc.constantFrom("1", "0", "yes"),
      "upload-metadata": fc.oneof(fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join(",")), headerText),
      "upload-concat": fc.constantFrom("partial", "final;/api/uploads/a /api/uploads/b", "nonsense"),
      "upload-checksum": fc.constantFrom("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "nonsense"),
      "upload-expires": headerText,
      "x-http-method-override": fc.constantFrom("PATCH", "DELETE", "HEAD", "POST", "NONSENSE"),
      "x-forwarded-host": headerText,
      "content-type": fc.oneof({ weight: 6, arbitrary: fc.constant("application/offset+octet-stream") }, { weight: 1, arbitrary: headerText }),
    },
    { requiredKeys: ["cookie", "tus-resumable"] },
  );
  const method = fc.oneof({ weight: 8, arbitrary: fc.constantFrom("POST", "PATCH", "HEAD") }, { weight: 1, arbitrary: fc.constantFrom("OPTIONS", "GET", "DELETE", "PUT") });
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...uploads) },
    { weight: 2, arbitrary: fc.constantFrom("/api/uploads", "/api/uploads/") },
    { weight: 1, arbitrary: fc.constantFrom("/api/uploads/..", "/api/uploads/%2e%2e%2fsoundcheck.sqlite", "/api/uploads/a/b/c", "/api/uploads/%00", "/api/uploads/%E0%A4%A", `/api/uploads/${"a".repeat(3000)}`) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `/api/uploads/${encodeURIComponent(text.toWellFormed())}`) },
  );
  return fc.uint8Array({ maxLength: 600 }).chain((body) =>
    fc.tuple(method, path, headers, announced(body)).map(([chosen, address, all, length]) => ({ method: chosen, path: address, headers: all, body, ...length })),
  );
}
