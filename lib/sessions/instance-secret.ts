import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";

/** What this instance signs and seals with: SESSION_SECRET, else made once for a data directory and readable by its owner alone. */
function instanceSecret(): string {
  const { sessionSecret } = env();
  if (sessionSecret !== undefined) return sessionSecret;
  return processWide("instance secret", () => {
    const file = path.join(/* turbopackIgnore: true */ env().dataDir, "instance-secret");
    try {
      return readFileSync(file, "utf8").trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      const secret = randomBytes(32).toString("base64url");
      writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      return secret;
    }
  });
}

/** The signature of `text` for one purpose: a signature for another purpose does not fit. */
export function sign(purpose: string, text: string): string {
  return createHmac("sha256", instanceSecret()).update(`${purpose}\n${text}`).digest("base64url");
}

/** Whether `signature` is that of `text` for this purpose; compared in constant time. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(purpose, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
