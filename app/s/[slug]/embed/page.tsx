import { notFound } from "next/navigation";
import { timeOfLink } from "@/components/player/link-time";
import { EmbeddedNotice, EmbeddedPlayer } from "@/components/shared-page/embedded-player";
import { allowFraming } from "@/lib/http/framing";
import { setPageStatus } from "@/lib/http/page-status";
import { countView } from "@/lib/shares/openings";
import { openShare } from "@/lib/shares/shared-result";

export default async function EmbedPage({ params, searchParams }: PageProps<"/s/[slug]/embed">) {
  const { slug } = await params;
  const opening = await openShare(slug);
  switch (opening.state) {
    case "missing":
      notFound();
      break;
    case "gone":
      setPageStatus(410);
      return <EmbeddedNotice>This link has ended.</EmbeddedNotice>;
    case "locked":
      return <EmbeddedNotice url={opening.url}>This asks for a password, and is not shown in other pages.</EmbeddedNotice>;
    case "open":
      if (opening.result.hasPassword) return <EmbeddedNotice url={opening.result.url}>This asks for a password, and is not shown in other pages.</EmbeddedNotice>;
      allowFraming();
      await countView(slug);
      return <EmbeddedPlayer result={opening.result} linked={timeOfLink(`?t=${String((await searchParams)["t"] ?? "")}`)} />;
  }
}
