import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { linkToTime, type LinkedTime, timeOfLink } from "@/components/player/link-time";
import { beginningOf, describeKind } from "@/components/shared-page/describe-shared";
import { PasswordForm } from "@/components/shared-page/password-form";
import { GoneNotice, SharedFrame } from "@/components/shared-page/shared-frame";
import { SharedPage } from "@/components/shared-page/shared-page";
import { setPageStatus } from "@/lib/http/page-status";
import { PRODUCT } from "@/lib/product";
import { passwordSlowed } from "@/lib/shares/enter-password";
import { countView } from "@/lib/shares/openings";
import { openShare } from "@/lib/shares/shared-result";

/** A card for chats, with nothing of a share that asks for a password. */
export async function generateMetadata({ params }: PageProps<"/s/[slug]">): Promise<Metadata> {
  const opening = await openShare((await params).slug);
  if (opening.state !== "open") return {};
  const { result } = opening;
  if (result.hasPassword) return { title: result.title };
  const beginning = beginningOf(result);
  const description = [describeKind(result), ...(beginning === "" ? [] : [beginning])].join(" · ");
  return {
    title: result.title,
    description,
    openGraph: { type: "website", siteName: PRODUCT.name, title: result.title, description, url: result.url },
    twitter: { card: "summary_large_image", title: result.title, description },
  };
}

export default async function SharePage({ params, searchParams }: PageProps<"/s/[slug]">) {
  const { slug } = await params;
  const query = await searchParams;
  const linked = timeOfLink(`?t=${String(query["t"] ?? "")}`);
  const opening = await openShare(slug);
  switch (opening.state) {
    case "missing":
      notFound();
      break;
    case "gone":
      setPageStatus(410);
      return <GoneNotice />;
    case "locked": {
      const problem = (await passwordSlowed(slug)) ?? (query["password"] === "wrong" ? "This is not the password. Check it and try again." : null);
      return (
        <SharedFrame>
          <PasswordForm action={`${opening.url}/password`} from={pageOf(opening.url, linked)} problem={problem} />
        </SharedFrame>
      );
    }
    case "open":
      await countView(slug);
      return <SharedPage result={opening.result} linked={linked} />;
  }
}

/** The address of a share's page at the time that its link points at. */
function pageOf(url: string, linked: LinkedTime | null): string {
  return linked === null ? url : `${url}${linkToTime(linked.startMs, linked.endMs)}`;
}
