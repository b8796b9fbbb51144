import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { EnvError, readEnv } from "./env";

function complaintsAbout(source: Record<string, string>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("readEnv", () => {
  it("needs nothing: the local engine, on this machine alone", () => {
    expect(readEnv({})).toMatchObject({ host: "127.0.0.1", port: 3000, dataDir: path.resolve(".data"), engine: "local", loopbackUrl: "http://127.0.0.1:3000", fetchAllowOrigins: [], retentionDays: undefined, storageLimitBytes: undefined, minFreeBytes: 500_000_000 });
  });

  it("takes blank values for absent ones", () => {
    const names = ["HOST", "PORT", "DATA_DIR", "DATABASE_URL", "KIE_API_KEY", "KIE_BASE_URL", "CALLBACK_BASE_URL", "ALLOW_ANONYMOUS", "FETCH_ALLOW_ORIGINS", "LOG_LEVEL", "WORK_RETRY_MS", "RETENTION_DAYS", "STORAGE_LIMIT_BYTES", "MIN_FREE_BYTES", "ACCESS_CODE", "SESSION_SECRET", "TRUST_PROXY", "TASKS_PER_HOUR", "OWNER_LIMIT_BYTES"];
    expect(readEnv(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(readEnv({}));
  });

  it("takes a shared database, with the secret that its instances must share", () => {
    const shared = { DATABASE_URL: "postgres://ada:secret@db.example.com:6543/sound" };
    expect(complaintsAbout(shared)).toEqual([expect.stringMatching(/^SESSION_SECRET: must be set together with DATABASE_URL/)]);
    expect(readEnv({ ...shared, SESSION_SECRET: "x".repeat(32) })).toMatchObject({ databaseUrl: shared.DATABASE_URL });
    expect(readEnv({ SESSION_SECRET: "x".repeat(32) }).databaseUrl).toBeUndefined();
  });

  it("takes a bucket with all that reaches it, or none", () => {
    const all = { S3_BUCKET: "soundcheck", S3_ENDPOINT: "https://s3.example.com/", S3_REGION: "eu-1", S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "secret" };
    expect(readEnv({}).s3).toBeUndefined();
    expect(readEnv(all).s3).toEqual({ bucket: "soundcheck", endpoint: "https://s3.example.com", region: "eu-1", accessKeyId: "id", secretAccessKey: "secret" });
    for (const name of Object.keys(all)) expect(complaintsAbout({ ...all, [name]: " " }).map((line) => line.split(":")[0])).toEqual([name]);
    expect(complaintsAbout({ ...all, S3_BUCKET: "Not A Bucket", S3_ENDPOINT: "s3.example.com" }).map((line) => line.split(":")[0])).toEqual(["S3_BUCKET", "S3_ENDPOINT"]);
    expect(complaintsAbout({ ...all, S3_REGION: "" }).join()).not.toContain("secret");
  });

  it("turns the vendor on with a key", () => {
    expect(readEnv({ KIE_API_KEY: " key " })).toMatchObject({ engine: "vendor", kieApiKey: "key", kieBaseUrl: "https://api.kie.ai" });
  });

  it.each([
    ["PORT", "abc"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "30.5"],
    ["RETENTION_DAYS", "0"],
    ["RETENTION_DAYS", "a week"],
    ["STORAGE_LIMIT_BYTES", "10GB"],
    ["MIN_FREE_BYTES", "-1"],
    ["KIE_API_KEY", "two words"],
    ["KIE_API_KEY", "schlüssel"],
    ["KIE_BASE_URL", "api.kie.ai"],
    ["KIE_BASE_URL", "ftp://api.kie.ai"],
    ["KIE_UPLOAD_URL", "not an address"],
    ["PUBLIC_URL", "//sound.example.com"],
    ["CALLBACK_BASE_URL", "javascript:alert(1)"],
    ["DATABASE_URL", "localhost:5432"],
    ["DATABASE_URL", "mysql://localhost/soundcheck"],
    ["DATABASE_URL", "postgres://localhost"],
    ["ALLOW_ANONYMOUS", "yes"],
    ["FETCH_ALLOW_ORIGINS", "http://10.0.0.1 internal"],
    ["LOG_LEVEL", "loud"],
    ["WORK_RETRY_MS", "0"],
    ["WORK_RETRY_MS", "1e9"],
    ["HOST", "0.0.0.0"],
    ["SESSION_SECRET", "short"],
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY", "-1"],
    ["TASKS_PER_HOUR", "many"],
    ["OWNER_LIMIT_BYTES", "10GB"],
  ])("stops at %s=%s with one sentence that names it", (name, value) => {
    const complaints = complaintsAbout({ [name]: value });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^${name}: \\S.*[^.]\\.$`));
    expect(complaints[0]).not.toMatch(/expected|received|invalid/i);
  });

  it("takes 0 for no limit on what one owner may take on", () => {
    expect(readEnv({ TASKS_PER_HOUR: "0", TASKS_PER_DAY: "0", UPLOADS_AT_ONCE: "0", OWNER_LIMIT_BYTES: "0" })).toMatchObject({ tasksPerHour: null, tasksPerDay: null, uploadsAtOnce: null, ownerLimitBytes: null });
    expect(readEnv({})).toMatchObject({ tasksPerHour: 1000, trustedProxies: 0, accessCode: undefined });
  });

  it("names every variable that is wrong", () => {
    expect(complaintsAbout({ PORT: "x", LOG_LEVEL: "loud" }).map((line) => line.split(":")[0])).toEqual(["PORT", "LOG_LEVEL"]);
  });

  it("does not show a key in what it complains about", () => {
    expect(complaintsAbout({ KIE_API_KEY: "secret with spaces" }).join()).not.toContain("secret");
  });

  it("lets other machines in only when told to", () => {
    expect(readEnv({ HOST: "0.0.0.0", ALLOW_ANONYMOUS: "1" })).toMatchObject({ host: "0.0.0.0", loopbackUrl: "http://127.0.0.1:3000" });
    expect(readEnv({ HOST: "0.0.0.0", ACCESS_CODE: " let me in " })).toMatchObject({ accessCode: "let me in" });
    expect(complaintsAbout({ HOST: "0.0.0.0", ACCESS_CODE: " " })[0]).toContain("Set ACCESS_CODE");
    expect(readEnv({ HOST: "::1", PORT: "8080" }).loopbackUrl).toBe("http://[::1]:8080");
    expect(complaintsAbout({ HOST: "0.0.0.0", ALLOW_ANONYMOUS: "0" })).toHaveLength(1);
  });

  it("reads addresses without the slashes at their end, and exact origins of those that may be fetched", () => {
    const { kieBaseUrl, fetchAllowOrigins } = readEnv({ KIE_BASE_URL: "https://proxy.example.com/kie//", FETCH_ALLOW_ORIGINS: "http://10.0.0.1:9000/path, https://nas.local" });
    expect(kieBaseUrl).toBe("https://proxy.example.com/kie");
    expect(fetchAllowOrigins).toEqual(["http://10.0.0.1:9000", "https://nas.local"]);
  });

  it("refuses a host with white space in it, in one line", () => {
    expect(complaintsAbout({ HOST: "0.0.0.0\nevil" })).toEqual(["HOST: must be one word without spaces."]);
  });

  it("gives settings or an EnvError, whatever it is given", () => {
    const names = fc.constantFrom("HOST", "PORT", "DATA_DIR", "KIE_API_KEY", "KIE_BASE_URL", "PUBLIC_URL", "ALLOW_ANONYMOUS", "FETCH_ALLOW_ORIGINS", "WORK_RETRY_MS");
    fc.assert(
      fc.property(fc.dictionary(names, anyText()), (source) => {
        for (const line of complaintsAbout(source)) expect(line).toMatch(/^[A-Z_]+: /);
      }),
    );
  });
});
