import { barHeights } from "@/components/player/peaks";
import { drawableText } from "@/components/shared-page/drawable-text";
import { firstWords } from "@/lib/speech/first-words";
import { LIGHT_COLORS } from "@/lib/theme/theme";

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

const BAR_WIDTH = 8;
const BAR_PITCH = 14;
const WAVE_WIDTH = CARD_WIDTH - 2 * 72;
const WAVE_HEIGHT = 190;
const TITLE_LENGTH = 90;

/** What of a share its preview shows. */
export interface PreviewCardContent {
  readonly title: string;
  /** "Transcript · 12:40" and the like. */
  readonly kind: string;
  readonly words: string;
  /** Amplitudes, of any scale; null where there is nothing to hear. */
  readonly amplitudes: readonly number[] | null;
}

/**
 * The picture that a chat shows beside the link; null shows nothing of the share. It is not a page: it is drawn by a library that knows
 * flex boxes and inline styles alone, and only in characters that the packaged font has.
 */
export function PreviewCard({ content }: { content: PreviewCardContent | null }) {
  const title = content === null ? null : drawableText(content.title);
  const words = content === null ? null : drawableText(content.words);
  const heights = content?.amplitudes == null ? EMPTY_WAVE : barHeights(content.amplitudes, Math.floor(WAVE_WIDTH / BAR_PITCH));
  return (
    <div style={{ width: "100%", height: "100%", display: "flex", flexDirection: "column", justifyContent: "space-between", padding: 72, backgroundColor: LIGHT_COLORS.canvas, color: LIGHT_COLORS.ink, fontFamily: "Geist" }}>
      <div style={{ display: "flex", flexDirection: "column", gap: 18 }}>
        <div style={{ fontSize: 28, color: LIGHT_COLORS.accent }}>{content === null ? "Shared with Soundcheck" : `Soundcheck · ${content.kind}`}</div>
        <div style={{ fontSize: 60, fontWeight: 600, lineHeight: 1.15, letterSpacing: -1.5 }}>{firstWords(title ?? "Open the link to see what was shared", TITLE_LENGTH)}</div>
        {words !== null && <div style={{ fontSize: 30, lineHeight: 1.4, color: LIGHT_COLORS.inkSoft }}>{words}</div>}
      </div>
      <svg width={WAVE_WIDTH} height={WAVE_HEIGHT} viewBox={`0 0 ${WAVE_WIDTH} ${WAVE_HEIGHT}`}>
        {Array.from(heights, (share, bar) => {
          const height = Math.max(BAR_WIDTH, share * WAVE_HEIGHT);
          return <rect key={bar} x={bar * BAR_PITCH} y={(WAVE_HEIGHT - height) / 2} width={BAR_WIDTH} height={height} rx={BAR_WIDTH / 2} fill={LIGHT_COLORS.accent} />;
        })}
      </svg>
    </div>
  );
}

/** Silence is a row of dots. */
const EMPTY_WAVE = new Float32Array(Math.floor(WAVE_WIDTH / BAR_PITCH));
