import fc from "fast-check";
import { expect, test } from "vitest";
import { readClientAddress } from "./client-address";

const SOCKET = "192.0.2.9";

test("without proxies the socket counts, whatever a client says", () => {
  fc.assert(
    fc.property(fc.string(), (said) => {
      expect(readClientAddress(SOCKET, said, 0)).toBe(SOCKET);
    }),
  );
  expect(readClientAddress("::ffff:192.0.2.9", undefined, 0)).toBe(SOCKET);
});

test("what a client puts in front of the proxies' own entries changes nothing", () => {
  const entry = fc.stringMatching(/^[0-9a-f.: ,]*$/);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.ipV4(), entry, (proxies, address, forged) => {
      const added = [address, ...Array<string>(proxies - 1).fill("10.0.0.1")].join(", ");
      expect(readClientAddress(SOCKET, `${forged}, ${added}`, proxies)).toBe(address);
      expect(readClientAddress(SOCKET, added, proxies)).toBe(address);
    }),
  );
});

test("ports and brackets are left off, and what is no address is not believed", () => {
  expect(readClientAddress(SOCKET, "198.51.100.7:443", 1)).toBe("198.51.100.7");
  expect(readClientAddress(SOCKET, "[2001:DB8::1]:443", 1)).toBe("2001:db8::1");
  expect(readClientAddress(SOCKET, "2001:db8::1", 1)).toBe("2001:db8::1");
  expect(readClientAddress(SOCKET, "unknown", 1)).toBe(SOCKET);
  expect(readClientAddress(SOCKET, "198.51.100.7", 3)).toBe("198.51.100.7");
});
