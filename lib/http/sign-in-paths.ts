/** The page on which the access code is asked for, and where it and the wish to leave are sent. */
export const SIGN_IN_PATH = "/sign-in";
export const SIGN_IN_ACTION = "/api/sign-in";
export const SIGN_OUT_ACTION = "/api/sign-out";
