/** What went wrong, as people and programs are told it. */
export interface Problem {
  /** Stable and machine-readable, for example `text_too_long`. */
  readonly code: string;
  /** A sentence that says what happened and what to do. */
  readonly message: string;
  /** The form field that it belongs to, by its name in the input. */
  readonly field?: string;
}

const BRAND = Symbol.for("soundcheck.app-error");

/**
 * The one error class: thrown where the fact is known, turned into a response or a field message in one place.
 * `cause` is logged and never shown.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly [BRAND] = true;

  /** What lives as long as the process throws the class of the bundle that made it: each bundle knows all of them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && BRAND in value;
  }

  constructor(status: number, problem: Problem, cause?: unknown) {
    super(problem.message, cause === undefined ? undefined : { cause });
    this.name = "AppError";
    this.status = status;
    this.code = problem.code;
    this.field = problem.field;
  }

  /** The part that may be shown. */
  toProblem(): Problem {
    return { code: this.code, message: this.message, ...(this.field === undefined ? {} : { field: this.field }) };
  }
}

/** Refused because of how much there was before; the message says when to try again, as does `retryAfterSeconds` to programs. */
export class TooMuchError extends AppError {
  readonly retryAfterSeconds: number;

  constructor(problem: Problem, waitMs: number) {
    super(429, problem);
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}
