import type { TaskFailure } from "@/lib/tasks/states";

function ours(code: string, message: string): TaskFailure {
  return { code, message, vendorCode: null, vendorMessage: null, verdict: "ours" };
}

const PERHAPS_MADE = "so it may have been made and charged, or not. If it was made, it arrives here by itself. After ten minutes you may send it again.";

/** What we conclude without a verdict of the vendor; a later success replaces it. */
export const UNANSWERED = ours("unconfirmed", `No answer came when this was sent, ${PERHAPS_MADE}`);

/** Where it is known why no answer came: `reason` is a sentence of ours, and what may follow it advice that does not fit here. */
export function unansweredBecause(reason: string): TaskFailure {
  return ours("unconfirmed", `This was sent. ${reason.replace(/\. .*$/su, ".").replace(/\.$/u, ",")} ${PERHAPS_MADE}`);
}

export const RESTORED = ours(
  "restored",
  "This app was restored from a backup that was made while this was about to be sent, so it may have been made and charged, or not. If it was made, it may still arrive here by itself. After ten minutes you may send it again.",
);

export const LOST = ours(
  "lost",
  "The speech service says that it does not know this task. Check again later, or send it once more.",
);

export const TIMED_OUT = ours(
  "timed_out",
  "The speech service has not finished this in 24 hours. Check again later, or send it once more.",
);

export const NO_OUTPUT = ours(
  "no_output",
  "The speech service says that this is done, but gave no result. Check again in a minute, or send it once more.",
);

export const ENGINE_CHANGED = ours(
  "engine_changed",
  "This was made for another engine than the one that the app runs on now, and was not finished. Send it once more.",
);

/** The result exists at the vendor but could not be copied; `reason` is a sentence. */
export function notKept(code: string, reason: string): TaskFailure {
  return ours(code, `This is done, but its result could not be fetched. ${reason} Check again to try once more.`);
}

/** The recording cannot be used; `reason` is a sentence. */
export function recordingRefused(code: string, reason: string): TaskFailure {
  return ours(code, `${reason} Nothing was sent or charged.`);
}

/** The recording did not reach the vendor's file host; `reason` is a sentence. */
export function notHandedOver(code: string, reason: string): TaskFailure {
  return ours(code, `${reason} The recording did not reach the speech service, so nothing was charged.`);
}

/** Nothing left this machine; `reason` is a sentence. */
export function notSent(code: string, reason: string): TaskFailure {
  return ours(code, `${reason} Nothing was sent or charged.`);
}
