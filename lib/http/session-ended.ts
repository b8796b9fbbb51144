import type { Problem } from "@/lib/http/app-error";

/** What is answered to who was not let in, or is not any more. */
export const SESSION_ENDED: Problem = {
  code: "signed_out",
  message: "Your session has ended. Sign in again; what you typed stays here.",
};
