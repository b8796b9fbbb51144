import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedCode, isEmbeddable } from "@/components/shares/embed-code";

const ADDRESS = "https://sound.example/s/slug";

describe("embedCode", () => {
  it("is a frame around the player, as wide as its page", () => {
    expect(embedCode(ADDRESS, "Morning")).toMatch(/^<iframe src="https:\/\/sound\.example\/s\/slug\/embed" title="Morning" width="100%" height="\d+" style="border: 0" loading="lazy"><\/iframe>$/);
  });

  it.each([
    ['Say "hello"', "Say &quot;hello&quot;"],
    ["R&D <b> it's", "R&amp;D &lt;b&gt; it's"],
    ['"><script>alert(1)</script>', "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["&quot;", "&amp;quot;"],
  ])("has the title %j as %s", (title, written) => {
    expect(embedCode(ADDRESS, title)).toContain(` title="${written}" `);
  });

  it("ends no attribute and no element by its title, and loses nothing of it", () => {
    const title = fc.string({ unit: fc.oneof(fc.constantFrom('"', "<", ">", "&", "quot;", "lt;", "'"), fc.string({ maxLength: 3 })) });
    fc.assert(
      fc.property(title, (text) => {
        const [before = "", after = ""] = embedCode(ADDRESS, "|").split("|");
        const code = embedCode(ADDRESS, text);
        const written = code.slice(before.length, code.length - after.length);
        expect(written).not.toMatch(/["<>]|&(?!(amp|lt|gt|quot);)/);
        expect(written.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")).toBe(text);
      }),
    );
  });
});

describe("isEmbeddable", () => {
  const open = { state: "open", hasPassword: false, includes: { audio: true, transcript: false, settings: false } } as const;

  it("is what plays for whoever has the link", () => {
    expect(isEmbeddable(open)).toBe(true);
    expect(isEmbeddable({ ...open, hasPassword: true })).toBe(false);
    expect(isEmbeddable({ ...open, includes: { ...open.includes, audio: false, transcript: true } })).toBe(false);
    for (const state of ["expired", "revoked"] as const) expect(isEmbeddable({ ...open, state })).toBe(false);
  });
});
