import pino from "pino";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";

/** JSON log lines. Secrets are not given to it; the redaction is the second line of defence. */
export const log = processWide("log", () =>
  pino({
    level: env().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["*.authorization", "*.cookie", "*.apiKey", "*.param", "*.callBackUrl", "*.token", "*.remainedCredits"],
      censor: "[redacted]",
    },
  }),
);
