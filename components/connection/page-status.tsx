"use client";
import { useQueryClient } from "@tanstack/react-query";
import { LockKeyhole, RefreshCw, WifiOff, X } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { pageUpdate, type PageUpdateView } from "@/components/connection/page-update";
import { resumeSession } from "@/components/connection/session";
import { useConnection, useKeepConnected } from "@/components/connection/use-connection";
import { LocalTime } from "@/components/locale/local-time";
import { Button, buttonStyle } from "@/components/ui/button";
import { SIGN_IN_PATH } from "@/lib/http/sign-in-paths";

const NOTICE_MS = 30_000;

/** At the foot of every page, while there is something to say: that the server cannot be reached, that it wants the access code, or that it was updated. */
export function PageStatus({ known }: { known: boolean }) {
  useKeepConnected();
  useSession(known);
  const { state, since, returns, signedOut } = useConnection();
  const path = usePathname();
  const update = usePageUpdate();
  const lost = state === "lost";
  const stayed = useStayWhile(lost);
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex flex-col items-center gap-2 px-4 print:hidden">
      <div role="status" className="max-w-full">
        {lost ? (
          <Line icon={<WifiOff aria-hidden className="size-4 shrink-0 text-ink-soft" />}>
            <span>
              <span className="font-medium">Connection lost</span> at <LocalTime at={since} kind="clock-minute" />. Trying again…{" "}
              {stayed ? "Other pages open when it is back." : ""}
            </span>
          </Line>
        ) : (
          returns > 0 && <span className="sr-only">Connected again</span>
        )}
      </div>
      <div role="status" className="max-w-full">
        {signedOut && path !== SIGN_IN_PATH && (
          <Line icon={<LockKeyhole aria-hidden className="size-4 shrink-0 text-accent" />}>
            <span>
              <span className="font-medium">Your session has ended.</span> What you typed stays here.
            </span>
            <SignInLink />
          </Line>
        )}
      </div>
      <div role="status" className="max-w-full">
        {update !== "current" && (
          <Line icon={<RefreshCw aria-hidden className="size-4 shrink-0 text-accent" />}>
            <span>
              <span className="font-medium">Soundcheck was updated.</span>{" "}
              {update === "updated" ? "This page is the new one: press again." : "Reload when what runs here is done; your text stays."}
            </span>
            {update === "outdated" ? (
              <Button size="small" variant="primary" onClick={pageUpdate.reload}>
                Reload
              </Button>
            ) : (
              <Button size="icon" variant="quiet" aria-label="Close the notice" onClick={pageUpdate.dismiss}>
                <X aria-hidden className="size-4" />
              </Button>
            )}
          </Line>
        )}
      </div>
    </div>
  );
}

/** Leads to the sign-in page and from there back to this one. */
function SignInLink() {
  const query = useSearchParams().toString();
  const back = `${usePathname()}${query === "" ? "" : `?${query}`}`;
  // Not by the page's program, which remembers pages as they were for who is signed out.
  return (
    <a href={`${SIGN_IN_PATH}?${new URLSearchParams({ return: back }).toString()}`} className={buttonStyle({ size: "small", variant: "primary" })}>
      Sign in
    </a>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="pointer-events-auto flex items-center gap-3 rounded-xl border border-line-strong bg-surface-raised px-4 py-2.5 text-sm shadow-raised">
      {icon}
      {children}
    </div>
  );
}

function usePageUpdate(): PageUpdateView {
  const view = useSyncExternalStore(pageUpdate.subscribe, pageUpdate.getSnapshot, () => "current" as const);
  useEffect(() => pageUpdate.begin(), []);
  useEffect(() => {
    if (view !== "updated") return;
    const timer = setTimeout(pageUpdate.dismiss, NOTICE_MS);
    return () => clearTimeout(timer);
  }, [view]);
  return view;
}

/** Takes up who this browser is, where a crash took its cookie, and then shows what is theirs. */
function useSession(known: boolean): void {
  const client = useQueryClient();
  const router = useRouter();
  const resume = useEffectEvent(async () => {
    if (!(await resumeSession(known))) return;
    router.refresh();
    await client.invalidateQueries();
  });
  useEffect(() => {
    // Without an answer the next press tries it again.
    resume().catch(() => undefined);
  }, []);
}

/** While `lost`, links lead nowhere: the browser would put its own error in the place of the page. Says whether one was pressed. */
function useStayWhile(lost: boolean): boolean {
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    if (!lost) return;
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || link.origin !== window.location.origin || link.download !== "" || leavesThePage(event, link)) return;
      event.preventDefault();
      event.stopPropagation();
      setPressed(true);
    };
    document.addEventListener("click", stay, { capture: true });
    return () => {
      document.removeEventListener("click", stay, { capture: true });
      setPressed(false);
    };
  }, [lost]);
  return pressed;
}

/** Whether a press leaves this page as it is: it opens another tab, or a place on this page. */
function leavesThePage(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const elsewhere = link.target !== "" && link.target !== "_self";
  const here = link.hash !== "" && link.pathname === window.location.pathname;
  return elsewhere || here || event.ctrlKey || event.metaKey || event.shiftKey;
}
