import { barHeights, parsePeaks } from "@/components/player/peaks";
import type { Playback } from "@/components/player/playback";

/** What is drawn where, and until when. */
export interface WaveformDrawing {
  readonly container: HTMLElement;
  readonly playback: Playback;
  readonly peaksUrl: string;
  /** Ends everything: requests, listeners, the drawing itself. */
  readonly signal: AbortSignal;
}

/**
 * Loads the library and the peaks and draws the waveform of a playback into `container`, in the page's colours, following
 * its position. Resolves when it is drawn; rejects where the peaks or the library cannot be had, or when aborted.
 */
export async function drawWaveform({ container, playback, peaksUrl, signal }: WaveformDrawing): Promise<void> {
  const [{ default: WaveSurfer }, response] = await Promise.all([import("wavesurfer.js"), fetch(peaksUrl, { signal })]);
  const peaks = response.ok ? parsePeaks(await response.json()) : null;
  const media = playback.media;
  signal.throwIfAborted();
  if (peaks === null || media === null) throw new Error(`No waveform can be drawn from ${peaksUrl}`);

  const nonce = document.querySelector<HTMLElement>("script[nonce], style[nonce]")?.nonce;
  const waveform = WaveSurfer.create({
    container,
    media,
    peaks: [peaks.amplitudes],
    duration: peaks.durationMs / 1000,
    height: container.clientHeight,
    ...waveformColors(container),
    renderFunction: ([amplitudes], context) => drawBars(context, amplitudes ?? []),
    // The slider on top has a cursor of its own, also for players without a waveform.
    cursorWidth: 0,
    // Pointer and keys belong to the slider on top, which knows positions before the audio is loaded.
    interact: false,
    hideScrollbar: true,
    ...(nonce ? { cspNonce: nonce } : {}),
  });
  const showProgress = (positionMs: number) => waveform.getRenderer().renderProgress(playback.durationMs > 0 ? positionMs / playback.durationMs : 0);
  const unsubscribe = playback.onPosition(showProgress);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", () => waveform.setOptions(waveformColors(container)), { signal });
  signal.addEventListener("abort", () => {
    unsubscribe();
    waveform.destroy();
  }, { once: true });
  await new Promise<void>((resolve) => waveform.once("ready", () => resolve()));
  signal.throwIfAborted();
  showProgress(playback.positionMs);
}

const BAR_WIDTH = 3;
const BAR_GAP = 2;

/** Rounded bars from edge to edge, in device pixels; silence is a row of dots. */
function drawBars(context: CanvasRenderingContext2D, amplitudes: ArrayLike<number>): void {
  const { width, height } = context.canvas;
  const barWidth = Math.round(BAR_WIDTH * devicePixelRatio);
  const gap = BAR_GAP * devicePixelRatio;
  const count = Math.floor((width + gap) / (barWidth + gap));
  if (count < 1) return;
  const pitch = count > 1 ? (width - barWidth) / (count - 1) : 0;
  context.beginPath();
  barHeights(amplitudes, count).forEach((share, bar) => {
    const barHeight = Math.max(barWidth, Math.round(share * height));
    context.roundRect(Math.round(bar * pitch), (height - barHeight) / 2, barWidth, barHeight, barWidth / 2);
  });
  context.fill();
}

/** A canvas does not know CSS variables: what they come to is read from an element. */
function waveformColors(container: HTMLElement): { waveColor: string; progressColor: string } {
  const probe = document.createElement("span");
  container.append(probe);
  const resolve = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = { waveColor: resolve("--color-wave"), progressColor: resolve("--color-wave-played") };
  probe.remove();
  return colors;
}
