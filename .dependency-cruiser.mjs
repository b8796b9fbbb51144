/** The direction in which modules may know each other: app → components → lib, and inside lib from use to ground. */
const GROUND = "^lib/(work|instances|events|sessions|limits|storage|database|http|metrics)/|^lib/(env|log|lifetime)\\.ts$";
const MIDDLE = "^lib/(kie|speech|transcripts|audio|media|recordings|uploads|local-engine)/";

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "lib-knows-no-pages",
      comment: "What tests start asks the routes, as tests do.",
      severity: "error",
      from: { path: "^lib/", pathNot: "/test-[^/]+\\.ts$" },
      to: { path: "^(app|components)/" },
    },
    { name: "components-know-no-pages", severity: "error", from: { path: "^components/" }, to: { path: "^app/" } },
    {
      name: "components-know-the-safe-part-of-lib",
      comment: "Schemas, actions, queries and pure modules: nothing that reads the database, the files or the network.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/(work|instances|events|sessions|limits|storage|database|metrics|media|local-engine)/|^lib/(env|log|lifetime)\\.ts$|/store\\.ts$|/list-store\\.ts$" },
    },
    { name: "ground-knows-no-middle", severity: "error", from: { path: GROUND }, to: { path: [MIDDLE, "^lib/(tasks|shares)/"], dependencyTypesNot: ["type-only"] } },
    { name: "middle-knows-no-tasks", severity: "error", from: { path: MIDDLE }, to: { path: "^lib/(tasks|shares)/", dependencyTypesNot: ["type-only"] } },
    { name: "tasks-know-no-shares", severity: "error", from: { path: "^lib/tasks/" }, to: { path: "^lib/shares/" } },
    {
      name: "only-kie-knows-the-vendor",
      comment: "The local engine speaks the vendor's wire too, from the other side.",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/(kie|local-engine|tasks)/" },
      to: { path: "^lib/kie/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.test\\.ts$", "^app/", "\\.css$", "\\.d\\.ts$"] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.ts$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"], extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
