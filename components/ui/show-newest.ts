/** Scrolls no further than until the first entry of the list with this id is seen, as soon as what was just read is rendered. */
export function showNewest(listId: string): void {
  const show = () => document.getElementById(listId)?.firstElementChild?.scrollIntoView({ block: "nearest" });
  // Who reads the list is told of its news before the first frame, and renders it before the second.
  requestAnimationFrame(() => requestAnimationFrame(show));
}
