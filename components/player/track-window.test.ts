import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { greatestZoom, placeInWindow, turnPage, WHOLE, zoomWindow, type TrackWindow } from "@/components/player/track-window";

const zoom = fc.double({ min: 1, max: 500, noNaN: true });
const anyWindow = fc.tuple(zoom, anyShare).map(([factor, anchor]) => zoomWindow(WHOLE, factor, anchor));

function expectInside({ start, length }: TrackWindow): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(start + length).toBeLessThanOrEqual(1 + 1e-12);
}

describe("zoomWindow", () => {
  it("stays inside the recording and shows the anchor", () => {
    fc.assert(
      fc.property(anyWindow, zoom, anyShare, (window, factor, anchor) => {
        const zoomed = zoomWindow(window, factor, anchor);
        expectInside(zoomed);
        expect(zoomed.length).toBeCloseTo(1 / factor, 12);
        const place = placeInWindow(zoomed, anchor);
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it("keeps what is under the pointer there, away from the ends", () => {
    const zoomed = zoomWindow({ start: 0.4, length: 0.2 }, 10, 0.45);
    expect(placeInWindow(zoomed, 0.45)).toBeCloseTo(0.25, 12);
    expect(zoomWindow(zoomed, 1, 0.45)).toEqual(WHOLE);
  });
});

describe("turnPage", () => {
  it("shows the place, and turns no page for a place in sight", () => {
    fc.assert(
      fc.property(anyWindow, anyShare, (window, position) => {
        const turned = turnPage(window, position);
        if (turned !== null) expectInside(turned);
        const shown = turned ?? window;
        const place = placeInWindow(shown, position);
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(1 + 1e-9);
        expect(turnPage(shown, position)).toBeNull();
      }),
      { examples: [[{ start: 0, length: 0.1452309549327022 }, 1]] },
    );
  });

  it("leaves the window alone until playback comes near its right edge", () => {
    const window = { start: 0.2, length: 0.1 };
    expect(turnPage(window, 0.29)).toBeNull();
    expect(turnPage(window, 0.2999)?.start).toBeCloseTo(0.2919, 6);
    expect(turnPage(window, 0.1)?.start).toBeCloseTo(0.092, 6);
  });
});

describe("greatestZoom", () => {
  it("lets three hours be seen a minute at a time", () => {
    const windowMs = 10_800_000 / greatestZoom(10_800_000, 50_000, 1000);
    expect(windowMs).toBeGreaterThan(20_000);
    expect(windowMs).toBeLessThan(60_000);
  });

  it("never falls below showing all, and shows no less than five seconds", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 5000 }), (durationMs, values, widthPx) => {
        const greatest = greatestZoom(durationMs, values, widthPx);
        expect(greatest).toBeGreaterThanOrEqual(1);
        if (greatest > 1) expect(durationMs / greatest).toBeGreaterThanOrEqual(5000 - 1e-6);
      }),
    );
  });
});
