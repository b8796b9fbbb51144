import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { afterAll, describe, it } from "vitest";
import { authorised } from "./lint-authorised.mjs";

Object.assign(RuleTester, { afterAll, describe, it, itOnly: it.only });

const tester = new RuleTester({ languageOptions: { parser: /** @type {any} */ (tseslint.parser), sourceType: "module" } });

const filename = "/project/app/api/things/route.ts";
const actions = "/project/lib/things/actions.ts";
const IMPORT = 'import { ownerRoute, publicRoute, visitorRoute } from "@/lib/http/route";\n';
const ACTION = '"use server";\nimport { ownerAction } from "@/lib/http/action";\n';

tester.run("authorised", authorised, {
  valid: [
    { filename, code: `${IMPORT}export const GET = ownerRoute("/api/things", answer);` },
    { filename, code: `${IMPORT}export const GET = visitorRoute<{ id: string }>("/api/things", answer);\nexport const HEAD = GET;` },
    { filename, code: `${IMPORT}const handle = ownerRoute("/api/things", answer);\nexport { handle as POST, handle as PATCH };` },
    { filename, code: `${IMPORT}export const GET = publicRoute("/api/things", "everybody may know", answer);` },
    { filename, code: `import { ownerRoute as mine } from "@/lib/http/route";\nexport const GET = mine("/api/things", answer);` },
    { filename, code: `import { engineRoute } from "@/lib/local-engine/route";\nexport const GET = engineRoute("/local-engine/x", answer);` },
    { filename, code: `export const dynamic = "force-dynamic";\nexport type Thing = string;` },
    { filename: "/project/lib/http/other.ts", code: `export const GET = answer;` },
    { filename: actions, code: `${ACTION}export async function rename(posted: unknown) { return ownerAction("rename", schema, posted, run); }` },
    { filename: actions, code: `${ACTION}export const rename = async (posted: unknown) => ownerAction("rename", schema, posted, run);\nfunction inner() { return 1; }` },
    { filename: actions, code: `${ACTION}export type Renamed = string;\nexport interface Name { name: string }`.replace("export interface", "interface") },
  ],
  invalid: [
    { filename, code: `export async function GET() { return new Response(); }`, errors: [{ messageId: "route" }] },
    { filename, code: `export const POST = async () => new Response();`, errors: [{ messageId: "route" }] },
    { filename, code: `import { ownerRoute } from "@/lib/elsewhere";\nexport const GET = ownerRoute("/api/things", answer);`, errors: [{ messageId: "route" }] },
    { filename, code: `const ownerRoute = (pattern, handler) => handler;\nexport const GET = ownerRoute("/api/things", answer);`, errors: [{ messageId: "route" }] },
    { filename, code: `${IMPORT}const handle = ownerRoute("/api/things", answer);\nexport const GET = bare;\nexport { handle as POST, bare as PUT };`, errors: [{ messageId: "route" }, { messageId: "route" }] },
    { filename, code: `${IMPORT}export let GET = ownerRoute("/api/things", answer);`, errors: [{ messageId: "route" }] },
    { filename, code: `export { GET } from "./other";`, errors: [{ messageId: "elsewhere" }] },
    { filename, code: `export * from "./other";`, errors: [{ messageId: "elsewhere" }] },
    { filename, code: `${IMPORT}export const { GET } = handlers;`, errors: [{ messageId: "elsewhere" }] },
    { filename, code: `${IMPORT}export const GET = publicRoute("/api/things", answer);`, errors: [{ messageId: "reason" }] },
    { filename, code: `${IMPORT}export const GET = publicRoute("/api/things", "", answer);`, errors: [{ messageId: "reason" }] },
    { filename: actions, code: `"use server";\nexport async function rename(posted) { return save(posted); }`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export async function rename(posted) { await save(posted); return ownerAction("rename", schema, posted, run); }`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export async function rename(posted) { return ownerAction("remove", schema, posted, run); }`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export async function rename(posted) { if (posted) return ownerAction("rename", schema, posted, run); }`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export default async function (posted) { return save(posted); }`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export const rename = wrap(save);`, errors: [{ messageId: "action" }] },
    { filename: actions, code: `${ACTION}export { rename } from "./save";`, errors: [{ messageId: "elsewhere" }] },
    { filename: "/project/app/page.tsx", code: `export default function Page() { async function save() { "use server"; await store(); } return save; }`, errors: [{ messageId: "inline" }] },
    { filename: "/project/app/page.tsx", code: `const save = async () => { "use server"; await store(); };`, errors: [{ messageId: "inline" }] },
  ],
});
