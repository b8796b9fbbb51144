import { timeOfLink } from "@/components/player/link-time";
import { EmbeddedNotice, EmbeddedPlayer } from "@/components/shared-page/embedded-player";
import { allowFraming } from "@/lib/http/framing";
import { setPageStatus } from "@/lib/http/page-status";
import { countView } from "@/lib/shares/openings";
import { openShare } from "@/lib/shares/shared-result";

export default async function EmbedPage({ params, searchParams }: PageProps<"/s/[slug]/embed">) {
  const { slug } = await params;
  const opening = await openShare(slug);
  // What is not the player has nothing in it that a page around it could have pressed unknown: it may say why there is none.
  allowFraming();
  switch (opening.state) {
    case "missing":
      setPageStatus(404);
      return <EmbeddedNotice>There is nothing here.</EmbeddedNotice>;
    case "gone":
      setPageStatus(410);
      return <EmbeddedNotice>This link has ended.</EmbeddedNotice>;
    case "locked":
      return <EmbeddedNotice url={opening.url}>This asks for a password, and is not shown in other pages.</EmbeddedNotice>;
    case "open":
      if (opening.result.hasPassword) return <EmbeddedNotice url={opening.result.url}>This asks for a password, and is not shown in other pages.</EmbeddedNotice>;
      await countView(slug);
      return <EmbeddedPlayer result={opening.result} linked={timeOfLink(`?t=${String((await searchParams)["t"] ?? "")}`)} />;
  }
}
