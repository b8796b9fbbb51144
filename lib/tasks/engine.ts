import "server-only";
import { env } from "@/lib/env";
import { createKieClient, type KieClient } from "@/lib/kie/client";
import { processWide } from "@/lib/lifetime";
import { localEngineToken } from "@/lib/local-engine/token";

/** The engine that tasks are sent to: the vendor, or the local engine over the same wire. */
export interface Engine {
  readonly client: KieClient;
  /** Where the engine can reach us for callbacks; null when it cannot, and results come by polling. */
  readonly callbackBaseUrl: string | null;
  /** Origins that results may be fetched from although they are private. */
  readonly resultOrigins: readonly string[];
  /** How many tasks it takes in `RATE_WINDOW_MS`; the excess would be refused, not queued. */
  readonly tasksPerWindow: number;
}

/**
 * The vendor takes 20 new tasks in 10 s of an account, by the time at which they arrive there. We count from before a
 * request leaves, and one may travel longer than those after it: hence the second more.
 */
export const RATE_WINDOW_MS = 11_000;
const VENDOR_TASKS_PER_WINDOW = 20;

/** The engine that this process is set up with. */
export function engine(): Engine {
  return processWide("engine", () => {
    const settings = env();
    if (settings.engine === "local") {
      const baseUrl = `${settings.loopbackUrl}/local-engine`;
      const allowOrigins = [settings.loopbackUrl];
      return {
        client: createKieClient({ baseUrl, uploadUrl: baseUrl, apiKey: localEngineToken(), allowOrigins }),
        callbackBaseUrl: settings.loopbackUrl,
        resultOrigins: allowOrigins,
        tasksPerWindow: Number.POSITIVE_INFINITY,
      };
    }
    const allowOrigins = [
      new URL(settings.kieBaseUrl).origin,
      new URL(settings.kieUploadUrl).origin,
      ...settings.fetchAllowOrigins,
    ];
    return {
      client: createKieClient({
        baseUrl: settings.kieBaseUrl,
        uploadUrl: settings.kieUploadUrl,
        apiKey: settings.kieApiKey ?? "",
        allowOrigins,
      }),
      callbackBaseUrl: settings.callbackBaseUrl ?? null,
      resultOrigins: allowOrigins,
      tasksPerWindow: VENDOR_TASKS_PER_WINDOW,
    };
  });
}
