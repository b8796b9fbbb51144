/** The wrappers that decide who may call a route, by the module that they come from. */
const ROUTE_WRAPPERS = new Map([
  ["@/lib/http/route", ["ownerRoute", "visitorRoute", "publicRoute"]],
  ["@/lib/local-engine/route", ["engineRoute"]],
]);
const ACTION_WRAPPERS = new Map([["@/lib/http/action", ["ownerAction"]]]);

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Fails where an exported route handler or a server action does not go through a wrapper that decides who may call it.
 *
 * - `route.ts`: every exported method is a call of a route wrapper, or another name of one. A public route gives its reason
 *   as text.
 * - a module with "use server": every export is a function whose one statement returns a call of an action wrapper with
 *   the function's own name.
 * - "use server" inside a function is refused: such an action is easily overlooked.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const authorised = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      route: "The route handler {{name}} must be a call of ownerRoute, visitorRoute, publicRoute or engineRoute.",
      reason: "A public route says as text why it is public.",
      action: 'The action {{name}} must do one thing: return ownerAction("{{name}}", …).',
      elsewhere: "Export handlers and actions where they are wrapped, by their names.",
      inline: 'An action lives in a module that begins with "use server".',
    },
  },
  create(context) {
    const isRoute = /(^|[\\/])app[\\/].*route\.tsx?$/.test(context.filename);
    return {
      Program(program) {
        const imported = importedNames(program);
        if (isRoute) checkRoute(context, program, imported);
        if (isUseServer(program)) checkActions(context, program, imported);
      },
      ":function"(node) {
        if (node.body.type === "BlockStatement" && isUseServer(node.body)) context.report({ node, messageId: "inline" });
      },
    };
  },
};

function checkRoute(context, program, imported) {
  const values = topLevelValues(program);
  for (const { name, node, value } of exportsOf(program, values)) {
    if (name === "*") context.report({ node, messageId: "elsewhere" });
    if (!METHODS.has(name)) continue;
    const call = followNames(value, values);
    const wrapper = calledWrapper(call, imported, ROUTE_WRAPPERS);
    if (wrapper === undefined) context.report({ node, messageId: "route", data: { name } });
    else if (wrapper === "publicRoute" && !isReason(call.arguments[1])) context.report({ node: call, messageId: "reason" });
  }
}

function checkActions(context, program, imported) {
  for (const { name, node, value } of exportsOf(program, topLevelValues(program))) {
    if (name === "*") context.report({ node, messageId: "elsewhere" });
    else if (!isWrappedAction(name, value, imported)) context.report({ node, messageId: "action", data: { name } });
  }
}

function isWrappedAction(name, value, imported) {
  if (value === undefined || !("body" in value)) return false;
  const { body } = value;
  const [only, ...others] = body.type === "BlockStatement" ? body.body : [{ type: "ReturnStatement", argument: body }];
  if (only?.type !== "ReturnStatement" || others.length > 0) return false;
  if (calledWrapper(only.argument, imported, ACTION_WRAPPERS) === undefined) return false;
  const [first] = only.argument.arguments;
  return first?.type === "Literal" && first.value === name;
}

function isReason(argument) {
  return argument?.type === "Literal" && typeof argument.value === "string" && argument.value.trim().includes(" ");
}

/** What is imported under which local name: `local → [module, name there]`. */
function importedNames(program) {
  const names = new Map();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type === "ImportSpecifier") names.set(specifier.local.name, [statement.source.value, specifier.imported.name]);
    }
  }
  return names;
}

/** The name of the wrapper that `call` calls; undefined when it calls anything else. */
function calledWrapper(call, imported, wrappers) {
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return undefined;
  const [source, name] = imported.get(call.callee.name) ?? [];
  return wrappers.get(source)?.includes(name) ? name : undefined;
}

/** What the module's constants and functions are. */
function topLevelValues(program) {
  const values = new Map();
  for (const statement of program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "FunctionDeclaration") values.set(declaration.id.name, declaration);
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") continue;
    for (const { id, init } of declaration.declarations) if (id.type === "Identifier") values.set(id.name, init ?? undefined);
  }
  return values;
}

/** What is exported: the name, where it is said, and the value; types are left out, and what comes from elsewhere has the name "*". */
function exportsOf(program, values) {
  return program.body.flatMap((node) => {
    if (node.exportKind === "type") return [];
    if (node.type === "ExportAllDeclaration") return [{ name: "*", node }];
    if (node.type === "ExportDefaultDeclaration") return [{ name: "default", node, value: node.declaration }];
    if (node.type !== "ExportNamedDeclaration") return [];
    if (node.source) return [{ name: "*", node }];
    if (node.declaration?.type === "VariableDeclaration") {
      return node.declaration.declarations.map(({ id }) => ({ name: id.name ?? "*", node: id, value: values.get(id.name) }));
    }
    if (node.declaration?.id) return [{ name: node.declaration.id.name, node: node.declaration.id, value: values.get(node.declaration.id.name) }];
    return node.specifiers.map((specifier) => ({ name: specifier.exported.name, node: specifier, value: values.get(specifier.local.name) }));
  });
}

function followNames(value, values, steps = 5) {
  return value?.type === "Identifier" && steps > 0 ? followNames(values.get(value.name), values, steps - 1) : value;
}

function isUseServer({ body }) {
  return body.some((statement) => statement.type === "ExpressionStatement" && statement.directive === "use server");
}
