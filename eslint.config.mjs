import next from "@next/eslint-plugin-next";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { authorised } from "./scripts/lint-authorised.mjs";

const ENVIRONMENT = { selector: "MemberExpression[object.name='process'][property.name='env']", message: "Read the environment in lib/env.ts." };
const STYLE_ATTRIBUTE = {
  selector: "JSXAttribute[name.name='style']",
  message: "The pages' policy refuses style attributes: use a class or a data attribute, or set the property by script.",
};

/** `p-[13px]`, `text-[#123456]`: a value in brackets that is not the condition of a variant, as in `data-[state=open]:`. */
const OWN_VALUE = String.raw`(^|[\s:!])-?(?!content-)[a-z][a-z-]*-\[[^\s:]*\](!|\/\w+)?(?=\s|$)`;
const COLOR = String.raw`(^|[\s"'(])#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b`;
const OWN_LOOK = ["Literal[value", "TemplateElement[value.raw"].flatMap((text) =>
  [OWN_VALUE, COLOR].map((pattern) => ({ selector: `${text}=/${pattern}/]`, message: "No page has values of its own: take a token of tailwind.config.ts, or name a new one there (docs/design.md)." })),
);

export default tseslint.config(
  { ignores: [".next/**", "dist/**", ".data/**", ".cache/**", "node_modules/**", "next-env.d.ts", "test-results/**", "playwright-report/**"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "@next/next": next },
    rules: { ...next.configs.recommended.rules, ...next.configs["core-web-vitals"].rules },
  },
  { files: ["**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  { files: ["**/*.tsx"], ...jsxA11y.flatConfigs.strict },
  {
    // process.env is read in one place, so that every variable is validated and documented there.
    files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}", "*.ts"],
    ignores: ["lib/env.ts", "instrumentation.ts", "lib/**/*.test.ts", "lib/database/test-{database,template}.ts", "playwright.config.ts", "next.config.ts", "vitest.config.ts"],
    rules: { "no-restricted-syntax": ["error", ENVIRONMENT] },
  },
  {
    // Pictures of previews and icons are drawn from style attributes, and are no pages.
    files: ["app/**/*.tsx", "components/**/*.tsx"],
    ignores: ["**/*-image.tsx", "**/*-icon.tsx"],
    rules: { "no-restricted-syntax": ["error", ENVIRONMENT, STYLE_ATTRIBUTE, ...OWN_LOOK] },
  },
  {
    files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}"],
    plugins: { soundcheck: { rules: { authorised } } },
    rules: { "soundcheck/authorised": "error" },
  },
);
