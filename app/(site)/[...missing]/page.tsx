import { notFound } from "next/navigation";

/** Every address that is none. A page for all of them at the root would travel with every other page, a share's too. */
export default function MissingPage() {
  notFound();
}
