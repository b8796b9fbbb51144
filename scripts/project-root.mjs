import { fileURLToPath } from "node:url";

/** The absolute path of the repository's root directory, with a slash at the end. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url));
