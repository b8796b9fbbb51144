import { onColorScheme, resolveColors } from "@/components/player/css-colors";
import { barHeights, parsePeaks } from "@/components/player/peaks";
import type { Playback } from "@/components/player/playback";
import type { TrackView } from "@/components/player/track-view";
import { pixelInWindow } from "@/components/player/track-window";

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
 * Loads the library and the peaks and draws the part of a playback's waveform that the view shows into `container`, in the
 * page's colours, following its position. Resolves when it is drawn; rejects where the peaks or the library cannot be had,
 * or when aborted.
 */
export async function drawWaveform({ container, playback, view, peaksUrl, signal }: WaveformDrawing): Promise<void> {
  const [{ default: WaveSurfer }, response] = await Promise.all([import("wavesurfer.js"), fetch(peaksUrl, { signal })]);
  const peaks = response.ok ? parsePeaks(await response.json()) : null;
  signal.throwIfAborted();
  if (peaks === null) throw new Error(`No waveform can be drawn from ${peaksUrl}`);

  const nonce = document.querySelector<HTMLElement>("script[nonce], style[nonce]")?.nonce;
  const bars = new Bars(peaks.amplitudes);
  const waveform = WaveSurfer.create({
    container,
    // It only draws, and is told the position by the playback: the page's own media element is none of its business.
    media: document.createElement("audio"),
    // What is drawn is the bars': all that the library would do with the amplitudes is to look through them.
    peaks: [SILENCE],
    duration: peaks.durationMs / 1000,
    height: container.clientHeight,
    ...waveformColors(container),
    renderFunction: (_, context) => bars.draw(context, view),
    // The slider on top has a cursor of its own, also for players without a waveform.
    cursorWidth: 0,
    // Pointer and keys belong to the slider on top, which knows positions before the audio is loaded.
    interact: false,
    hideScrollbar: true,
    ...(nonce ? { cspNonce: nonce } : {}),
  });
  let shownPx = Number.NaN;
  const showProgress = (positionMs: number) => {
    const share = playback.durationMs > 0 ? positionMs / playback.durationMs : 0;
    const px = pixelInWindow(view.window, share, view.widthPx, devicePixelRatio);
    if (px !== shownPx) waveform.getRenderer().renderProgress(Math.min(Math.max(px / view.widthPx, 0), 1));
    shownPx = px;
  };
  const redraw = () => {
    const height = container.clientHeight;
    if (height === waveform.options.height) waveform.getRenderer().reRender();
    else waveform.setOptions({ height });
    shownPx = Number.NaN;
    showProgress(playback.positionMs);
  };
  const ends = [playback.onPosition(showProgress), view.onWindow(redraw), onColorScheme(() => waveform.setOptions(waveformColors(container)))];
  signal.addEventListener("abort", () => {
    ends.forEach((end) => end());
    waveform.destroy();
  }, { once: true });
  await new Promise<void>((resolve) => waveform.once("ready", () => resolve()));
  signal.throwIfAborted();
  view.setDetail(peaks.durationMs, peaks.amplitudes.length);
  showProgress(playback.positionMs);
}

const SILENCE = Float32Array.of(0, 0);
const BAR_WIDTH = 3;
const BAR_GAP = 2;

/** Rounded bars, from edge to edge of the whole recording, in device pixels; silence is a row of dots. */
class Bars {
  #heights: Float32Array = new Float32Array();

  constructor(private readonly amplitudes: Float32Array) {}

  draw(context: CanvasRenderingContext2D, view: TrackView): void {
    const { width, height } = context.canvas;
    const { start, length } = view.window;
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
    context.beginPath();
    for (let bar = first; bar < count && bar * pitch < left + width; bar += 1) {
      const barHeight = Math.max(barWidth, Math.round((this.#heights[bar] ?? 0) * height));
      context.roundRect(Math.round(bar * pitch - left), (height - barHeight) / 2, barWidth, barHeight, barWidth / 2);
    }
    context.fill();
  }
}

function waveformColors(container: HTMLElement): { waveColor: string; progressColor: string } {
  const colors = resolveColors(container, ["--color-wave", "--color-wave-played"]);
  return { waveColor: colors["--color-wave"], progressColor: colors["--color-wave-played"] };
}
