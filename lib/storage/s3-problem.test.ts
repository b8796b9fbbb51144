import { expect, it, vi } from "vitest";
import { AppError, TooMuchError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { s3Problem } from "./s3-problem";

const answered = (httpStatusCode: number, name = "Error") => Object.assign(new Error("answered"), { name, $metadata: { httpStatusCode } });
const system = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });

it.each([
  [system("ECONNREFUSED", "connect"), "storage_unreachable"],
  [system("ECONNRESET", "read"), "storage_unreachable"],
  [system("ENOTFOUND", "getaddrinfo"), "storage_unreachable"],
  [Object.assign(new Error("slow"), { name: "TimeoutError" }), "storage_unreachable"],
  [answered(403, "AccessDenied"), "storage_refused"],
  [answered(400, "AuthorizationHeaderMalformed"), "storage_refused"],
  [answered(404, "NoSuchBucket"), "storage_bucket_missing"],
  [answered(403, "QuotaExceeded"), "storage_exhausted"],
  [answered(507, "XMinioStorageFull"), "storage_exhausted"],
  [answered(500, "InternalError"), "storage_failing"],
  [answered(503, "SlowDown"), "storage_failing"],
])("knows what %o says of the storage as a whole, which passes", (error, code) => {
  const problem = s3Problem(error);
  expect(problem).toMatchObject({ code, cause: error });
  expect(storageProblem(problem)).toBe(problem);
  expect(storageProblem(new AppError(500, { code: "any", message: "any" }, problem))).toBe(problem);
});

it("is known in each bundle of the app, whichever made what throws it", async () => {
  vi.resetModules();
  const elsewhere = await import("./s3-problem");
  const problem = elsewhere.s3Problem(system("ECONNREFUSED", "connect"));
  expect(storageProblem(problem)).toBe(problem);
  expect(new Error("any")).not.toBeInstanceOf(AppError);
  expect(problem).not.toBeInstanceOf(TooMuchError);
});

it("knows that a file is missing, which does not pass", () => {
  for (const name of ["NoSuchKey", "NotFound", "NoSuchUpload", "InvalidPart"]) {
    expect(s3Problem(answered(404, name))).toMatchObject({ code: "file_missing", status: 404 });
    expect(storageProblem(s3Problem(answered(404, name)))).toBeUndefined();
  }
});

it("leaves alone what is our own fault, or the disk's", () => {
  for (const error of [answered(400, "InvalidArgument"), system("ENOENT", "open"), new TypeError("no function"), new AppError(422, { code: "any", message: "any" })]) {
    expect(s3Problem(error)).toBe(error);
  }
});
