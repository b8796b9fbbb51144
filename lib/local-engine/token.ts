import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isShared } from "@/lib/database/database";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";
import { sign } from "@/lib/sessions/instance-secret";

/** Where the token is kept, for whoever may read the data directory. */
export function localEngineTokenFile(): string {
  return path.join(/* turbopackIgnore: true */ env().dataDir, "local-engine-token");
}

/**
 * The bearer token of the local engine, in a file that its owner alone may read: made once for a data directory; the same for all instances
 * on a shared database.
 */
export function localEngineToken(): string {
  return processWide("local-engine token", () => {
    const file = localEngineTokenFile();
    if (isShared()) {
      const token = sign("local engine", "token").slice(0, 32);
      writeFileSync(file, `${token}\n`, { mode: 0o600 });
      return token;
    }
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
