import { onColorScheme, resolveColors } from "@/components/player/css-colors";
import { barHeights, parsePeaks } from "@/components/player/peaks";
import type { Playback } from "@/components/player/playback";
import type { TrackView } from "@/components/player/track-view";
import { pixelInWindow, type TrackWindow } from "@/components/player/track-window";

/** What is drawn where, and until when. */
export interface WaveformDrawing {
  readonly container: HTMLElement;
  readonly playback: Playback;
  readonly view: TrackView;
  readonly peaksUrl: string;
  /** Ends everything: requests, listeners, the drawing itself. */
  readonly signal: AbortSignal;
}

/**
 * Loads the peaks and draws the part of a playback's waveform that the view shows into `container`, in the page's colours,
 * following its position. Resolves when it is drawn; rejects where the peaks cannot be had, or when aborted.
 */
export async function drawWaveform({ container, playback, view, peaksUrl, signal }: WaveformDrawing): Promise<void> {
  const response = await fetch(peaksUrl, { signal });
  const peaks = response.ok ? parsePeaks(await response.json()) : null;
  signal.throwIfAborted();
  if (peaks === null) throw new Error(`No waveform can be drawn from ${peaksUrl}`);

  const bars = new Bars(peaks.amplitudes);
  // Both are drawn as a whole, so that what is played only uncovers more of the second.
  const [wave, played] = [document.createElement("canvas"), document.createElement("canvas")];
  for (const canvas of [wave, played]) canvas.className = "absolute inset-0 size-full";
  let colors = waveformColors(container);
  let shownPx = Number.NaN;
  const showProgress = (positionMs: number) => {
    const share = playback.durationMs > 0 ? positionMs / playback.durationMs : 0;
    const px = pixelInWindow(view.window, share, view.widthPx, devicePixelRatio);
    if (px !== shownPx) played.style.clipPath = `inset(0 ${Math.max(view.widthPx - Math.max(px, 0), 0)}px 0 0)`;
    shownPx = px;
  };
  const draw = () => {
    const width = Math.round(container.clientWidth * devicePixelRatio);
    const height = Math.round(container.clientHeight * devicePixelRatio);
    for (const [canvas, color] of [[wave, colors["--color-wave"]], [played, colors["--color-wave-played"]]] as const) {
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d");
      if (context !== null) bars.draw(context, view.window, color);
    }
    shownPx = Number.NaN;
    showProgress(playback.positionMs);
  };
  const recolor = () => {
    colors = waveformColors(container);
    draw();
  };
  draw();
  container.append(wave, played);
  const ends = [playback.onPosition(showProgress), view.onWindow(draw), onColorScheme(recolor)];
  signal.addEventListener("abort", () => {
    ends.forEach((end) => end());
    wave.remove();
    played.remove();
  }, { once: true });
  view.setDetail(peaks.durationMs, peaks.amplitudes.length);
}

const BAR_WIDTH = 3;
const BAR_GAP = 2;

/** Rounded bars, from edge to edge of the whole recording, in device pixels; silence is a row of dots. */
class Bars {
  #heights: Float32Array = new Float32Array();

  constructor(private readonly amplitudes: Float32Array) {}

  draw(context: CanvasRenderingContext2D, { start, length }: TrackWindow, color: string): void {
    const { width, height } = context.canvas;
    const wholeWidth = width / length;
    const barWidth = Math.round(BAR_WIDTH * devicePixelRatio);
    const gap = BAR_GAP * devicePixelRatio;
    const count = Math.floor((wholeWidth + gap) / (barWidth + gap));
    if (count < 1) return;
    // Another window of the same zoom shows the same bars.
    if (this.#heights.length !== count) this.#heights = barHeights(this.amplitudes, count);
    const pitch = count > 1 ? (wholeWidth - barWidth) / (count - 1) : 0;
    const left = start * wholeWidth;
    const first = pitch > 0 ? Math.max(Math.floor((left - barWidth) / pitch), 0) : 0;
    context.fillStyle = color;
    context.beginPath();
    for (let bar = first; bar < count && bar * pitch < left + width; bar += 1) {
      const barHeight = Math.max(barWidth, Math.round((this.#heights[bar] ?? 0) * height));
      context.roundRect(Math.round(bar * pitch - left), (height - barHeight) / 2, barWidth, barHeight, barWidth / 2);
    }
    context.fill();
  }
}

function waveformColors(container: HTMLElement): Record<"--color-wave" | "--color-wave-played", string> {
  return resolveColors(container, ["--color-wave", "--color-wave-played"]);
}
