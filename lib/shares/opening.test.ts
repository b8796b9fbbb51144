import { expect, it } from "vitest";
import { isOpening } from "./opening";

const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

it("is somebody's reading, and not what machines and pages fetch beforehand", () => {
  expect(isOpening({ method: "GET", headers: { "user-agent": SAFARI } })).toBe(true);
  expect(isOpening({ method: "GET", headers: {} })).toBe(true);
  expect(isOpening({ method: "HEAD", headers: { "user-agent": SAFARI } })).toBe(false);
  const others = { rsc: "1", "next-router-prefetch": "1", purpose: "prefetch", "sec-purpose": "prefetch;prerender" };
  for (const [name, value] of Object.entries(others)) expect(isOpening({ method: "GET", headers: { "user-agent": SAFARI, [name]: value } })).toBe(false);
});

it.each(["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "WhatsApp/2.23.20.0", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"])(
  "is not a card made by %s",
  (agent) => expect(isOpening({ method: "GET", headers: { "user-agent": agent } })).toBe(false),
);
