/** The first of the three ports that a run uses. */
const BASE_PORT = Number(process.env["E2E_PORT"] ?? 3100);

const url = (port: number) => `http://127.0.0.1:${port}`;

/** Tests take on more than a person. */
export const NO_LIMITS = { TASKS_PER_HOUR: "0", TASKS_PER_DAY: "0", UPLOADS_AT_ONCE: "0", OWNER_LIMIT_BYTES: "0" };

/** The stand-in for the vendor. */
export const VENDOR = { port: BASE_PORT + 2, url: url(BASE_PORT + 2), apiKey: "e2e-key-that-must-not-leak", webhookKey: "e2e-webhook-key" };

/** The app as a newcomer starts it. */
export const LOCAL_APP = {
  url: url(BASE_PORT),
  logFile: ".cache/e2e/local.log",
  env: { PORT: String(BASE_PORT), DATA_DIR: ".cache/e2e/local", LOG_LEVEL: "warn", ...NO_LIMITS },
};

/** The app with a key, against the stand-in. */
export const VENDOR_APP = {
  url: url(BASE_PORT + 1),
  /** Tests look for secrets in it, so it says as much as it can. */
  logFile: ".cache/e2e/vendor.log",
  env: {
    PORT: String(BASE_PORT + 1),
    DATA_DIR: ".cache/e2e/vendor",
    LOG_LEVEL: "trace",
    KIE_API_KEY: VENDOR.apiKey,
    KIE_BASE_URL: VENDOR.url,
    KIE_UPLOAD_URL: VENDOR.url,
    KIE_WEBHOOK_KEY: VENDOR.webhookKey,
    CALLBACK_BASE_URL: url(BASE_PORT + 1),
    WORK_RETRY_MS: "50",
    ...NO_LIMITS,
  },
};
