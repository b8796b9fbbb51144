import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";

/** Where the token is kept, for whoever may read the data directory. */
export function localEngineTokenFile(): string {
  return path.join(/* turbopackIgnore: true */ env().dataDir, "local-engine-token");
}

/** The bearer token of the local engine: made once for a data directory, readable by its owner alone. */
export function localEngineToken(): string {
  return processWide("local-engine token", () => {
    const file = localEngineTokenFile();
    try {
      return readFileSync(file, "utf8").trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      const token = randomBytes(24).toString("base64url");
      writeFileSync(file, `${token}\n`, { mode: 0o600 });
      return token;
    }
  });
}
