import { rmSync } from "node:fs";
import { serve } from "../scripts/serve.mjs";

// Each run begins with an empty instance, as a newcomer's is.
rmSync(process.env["DATA_DIR"] ?? ".cache/e2e/none", { recursive: true, force: true });
await serve({ mode: "production", parameters: [] });
