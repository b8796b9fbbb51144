import type { VendorFailure } from "@/lib/kie/codes";
import type { VendorRecord } from "@/lib/kie/record";

/** What became of a createTask. It costs credits and is not idempotent, so only `busy` and `not-sent` may be sent again. */
export type CreateTaskOutcome =
  | { readonly outcome: "accepted"; readonly vendorTaskId: string }
  /** The vendor said that it did not create a task. */
  | { readonly outcome: "refused"; readonly failure: VendorFailure }
  /** Too many requests: nothing was created, nothing is queued at the vendor. */
  | { readonly outcome: "busy"; readonly failure: VendorFailure; readonly retryAfterMs?: number }
  /** No byte left this machine. */
  | { readonly outcome: "not-sent"; readonly failure: VendorFailure }
  /** A task may exist all the same: no answer, half an answer, or not the vendor's answer. */
  | { readonly outcome: "unconfirmed"; readonly failure: VendorFailure };

/** What the vendor knows about a task. */
export type QueryTaskOutcome =
  | { readonly outcome: "record"; readonly record: VendorRecord }
  /** The vendor answered that it does not know the task. */
  | { readonly outcome: "absent"; readonly failure: VendorFailure }
  /** The vendor answers, but not to this key: asking again changes nothing until somebody acts. */
  | { readonly outcome: "refused"; readonly failure: VendorFailure }
  /** Nothing was learned; ask again later. */
  | { readonly outcome: "unreachable"; readonly failure: VendorFailure };

/** What became of a file upload. `unreachable` may be tried again: a file of the same name is overwritten. */
export type UploadOutcome =
  | { readonly outcome: "uploaded"; readonly fileUrl: string }
  | { readonly outcome: "refused"; readonly failure: VendorFailure }
  | { readonly outcome: "unreachable"; readonly failure: VendorFailure };

/** The credits left in the account, possibly fractional. */
export type CreditOutcome =
  | { readonly outcome: "credit"; readonly credits: number }
  | { readonly outcome: "refused"; readonly failure: VendorFailure }
  | { readonly outcome: "unreachable"; readonly failure: VendorFailure };
