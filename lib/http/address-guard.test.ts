import { isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicAddress } from "@/lib/http/address-guard";

const REFUSED = [
  "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254",
  "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
  "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
  "::", "::1", "fe80::1", "fe80::1%eth0", "2606:4700::1111%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "100::1", "::8.8.8.8",
  "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "64:ff9b:1::808:808",
  "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "0:0:0:0:0:ffff:a00:1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe",
  "2002:7f00:1::", "2002:c0a8:101::1",
  "", "localhost", "example.com", "[::1]", "2130706433", "0x7f.1", "127.1",
];

const PUBLIC = [
  "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "169.253.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255",
  "2606:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001:81b::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
];

const privateIpv4 = fc.oneof(
  fc.tuple(fc.constantFrom(10, 127, 0), fc.nat(255), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
);

describe("isPublicAddress", () => {
  it.each(REFUSED)("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(PUBLIC)("accepts %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("judges every form that embeds an IPv4 address by that address", () => {
    fc.assert(
      fc.property(fc.oneof(privateIpv4, fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))), (bytes) => {
        const dotted = bytes.join(".");
        const [high, low] = [bytes[0] * 256 + bytes[1], bytes[2] * 256 + bytes[3]].map((group) => group.toString(16));
        const forms = [`::ffff:${dotted}`, `::ffff:${high ?? ""}:${low ?? ""}`, `0:0:0:0:0:FFFF:${dotted}`, `64:ff9b::${dotted}`, `2002:${high ?? ""}:${low ?? ""}::1`];
        for (const form of forms) expect([form, isPublicAddress(form)]).toEqual([form, isPublicAddress(dotted)]);
      }),
    );
  });

  it("never accepts an IPv6 address outside of 2000::/3 that embeds nothing", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const isGlobal = /^[23][0-9a-f]{3}:/i.test(address);
        const embeds = /ffff:|64:ff9b:/i.test(address);
        fc.pre(isIPv6(address) && !isGlobal && !embeds);
        expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });
});
