/** What CSS colour variables come to at an element: a canvas does not know variables. */
export function resolveColors<Name extends string>(element: Element, names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement("span");
  (element.parentElement ?? document.body).append(probe);
  const colors = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<Name, string>;
  probe.remove();
  return colors;
}

/** Calls the listener when the page changes between light and dark, by the system or by choice; the answer ends that. */
export function onColorScheme(listener: () => void): () => void {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", listener);
  const choice = new MutationObserver(listener);
  choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    scheme.removeEventListener("change", listener);
    choice.disconnect();
  };
}
