import { makeTemplate, testServer } from "@/lib/database/test-database";

/** For test runs on PostgreSQL, once before the first test: the database that each test's is a copy of. */
export default async function setUp(): Promise<void> {
  if (testServer === undefined) return;
  process.env["DATABASE_URL"] = await makeTemplate(testServer);
  process.env["SESSION_SECRET"] = "the secret of the template, made by hand";
  const { bringSchemaUpToDate } = await import("@/lib/database/database");
  await bringSchemaUpToDate();
  delete process.env["DATABASE_URL"];
  delete process.env["SESSION_SECRET"];
}
