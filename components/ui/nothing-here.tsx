import Link from "next/link";

/** In the place of a page of the site that is not there, or is no more. */
export function NothingHere() {
  return (
    <div className="mx-auto max-w-lg py-24 text-center">
      <h1 className="text-title font-semibold">There is nothing here</h1>
      <p className="mt-3 text-ink-soft">The address may be mistyped, or what was here has been deleted.</p>
      <Link href="/" className="mt-6 inline-block rounded pointer-coarse:py-2.5 font-medium text-accent underline underline-offset-4">
        Go to text to speech
      </Link>
    </div>
  );
}
