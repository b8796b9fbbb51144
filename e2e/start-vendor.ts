import { VENDOR } from "./addresses";
import { startFakeVendor } from "./fake-vendor/fake-vendor";

/** Starts the stand-in for the vendor for the whole run; tests steer it over its control routes. */
export default async function startVendor(): Promise<() => Promise<void>> {
  const vendor = await startFakeVendor({ port: VENDOR.port, apiKey: VENDOR.apiKey, webhookKey: VENDOR.webhookKey, delayMs: 300 });
  return () => vendor.close();
}
