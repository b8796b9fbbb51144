import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";

/** What an attacker's name server answers; each name leads inside. */
const ANSWERS = new Map([
  ["private.attacker.example", ["127.0.0.1"]],
  ["mapped.attacker.example", ["::ffff:127.0.0.1"]],
  ["several.attacker.example", ["::1", "10.0.0.1", "127.0.0.1"]],
]);

// Preloaded into the app: no machine has these names.
const { lookup } = dns;
Object.assign(dns, {
  lookup: (hostname, options, callback) => {
    const found = ANSWERS.get(hostname);
    const reply = typeof options === "function" ? options : callback;
    if (found === undefined) return lookup(hostname, options, callback);
    const addresses = found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (options?.all === true) process.nextTick(reply, null, addresses);
    else process.nextTick(reply, null, addresses.at(-1)?.address, addresses.at(-1)?.family);
    return undefined;
  },
});
syncBuiltinESMExports();
