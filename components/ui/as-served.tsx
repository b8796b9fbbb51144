import type { ReactNode } from "react";

/**
 * What the server renders and the browser leaves as it came: for hours of speech, React would take longer to take it over than to do
 * all the rest. In the browser it is an element whose content is nobody's, which React does not look into.
 */
export function AsServed({ children }: { children: ReactNode }) {
  const content = typeof window === "undefined" ? { children } : { dangerouslySetInnerHTML: { __html: "" } };
  return <div data-as-served suppressHydrationWarning {...content} />;
}
