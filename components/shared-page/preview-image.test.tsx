import { readFile } from "node:fs/promises";
import { ImageResponse } from "next/og";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drawableText } from "@/components/shared-page/drawable-text";
import { CARD_HEIGHT, CARD_WIDTH, PreviewCard } from "@/components/shared-page/preview-image";

const realFetch = globalThis.fetch;
const FONTS = "node_modules/geist/dist/fonts/geist-sans";

/** Draws a card and gives its bytes, and the addresses that were asked for meanwhile. */
async function draw(title: string, words: string): Promise<{ bytes: Uint8Array; fetched: string[] }> {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", (input: string | URL | Request) => {
    const address = input instanceof Request ? input.url : String(input);
    // The layout library carries its program along as one of these.
    if (address.startsWith("data:")) return realFetch(address);
    fetched.push(address);
    return Promise.reject(new Error("Nothing may be fetched."));
  });
  const weights = [["Geist-Regular.ttf", 400], ["Geist-SemiBold.ttf", 600]] as const;
  const fonts = await Promise.all(weights.map(async ([file, weight]) => ({ name: "Geist", weight, style: "normal" as const, data: await readFile(`${FONTS}/${file}`) })));
  const content = { title, words, kind: "Transcript · 12:40", amplitudes: Array.from({ length: 400 }, (_, place) => (place * 37) % 256) };
  const image = new ImageResponse(<PreviewCard content={content} />, { width: CARD_WIDTH, height: CARD_HEIGHT, fonts });
  return { bytes: new Uint8Array(await image.arrayBuffer()), fetched };
}

afterEach(() => vi.unstubAllGlobals());

describe("PreviewCard", () => {
  it.each([
    ["Tuesday’s numbers", "Good morning everybody — “hello”, naïve façade, Привет!"],
    ["👩🏽‍🚀 Ready 🚀 ™ © ☺️ ▶", "🇩🇪 ❤️ 1️⃣ #️⃣"],
    ["المنزل الكبير", "日本語のテキスト 한국어 हिन्दी ไทย עברית"],
    ["", "\u0000\u202e\ud800"],
  ])("draws %j without asking anybody for anything", async (title, words) => {
    const { bytes, fetched } = await draw(title, words);
    expect(fetched).toEqual([]);
    const view = new DataView(bytes.buffer);
    expect(String.fromCharCode(...bytes.slice(1, 4))).toBe("PNG");
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
  });

  it("has a picture in the font of each character that it takes for drawable", async () => {
    const all = Array.from({ length: 0x2fff }, (_, code) => String.fromCharCode(code + 0x20)).filter((character) => drawableText(`${character}abc`) === `${character}abc`);
    expect(all.length).toBeGreaterThan(500);
    for (let from = 0; from < all.length; from += 80) expect((await draw("Letters", all.slice(from, from + 80).join(""))).fetched).toEqual([]);
  });
});

describe("drawableText", () => {
  it.each([
    ["Anna 🎉 and Bob", "Anna and Bob"],
    ["日本語", null],
    ["日本語のテキスト (v2)", null],
    ["🎉", null],
    ["Ünï\n códe", "Ünï códe"],
  ])("makes %j %j", (text, drawable) => {
    expect(drawableText(text)).toBe(drawable);
  });
});
