import { randomUUID } from "node:crypto";
import { createBucket, startS3Server } from "@/scripts/services/s3.mjs";

/** A bucket of a test's own. */
export interface TestBucket {
  /** What an app is told to keep its files there. */
  readonly settings: Readonly<Record<"S3_BUCKET" | "S3_ENDPOINT" | "S3_REGION" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY", string>>;
  close(): Promise<void>;
}

/** A new bucket on the S3 server of the test run, or on one of its own where a test runs by itself. */
export async function makeTestBucket(): Promise<TestBucket> {
  const running = process.env["TEST_S3"];
  const own = running === undefined ? await startS3Server() : undefined;
  const server = own?.settings ?? (JSON.parse(running ?? "") as NonNullable<typeof own>["settings"]);
  const name = `test-${randomUUID()}`;
  await createBucket(server, name);
  return { settings: { S3_BUCKET: name, ...server }, close: async () => own?.stop() };
}
