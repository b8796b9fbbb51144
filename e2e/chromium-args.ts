/** Of a browser's own pages, which are loaded anew with each window: two that complete addresses cost as much as a page of ours. */
const OWN_PAGES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];
/** What Playwright switches off too: the flag counts once. */
const CALLS_AND_DELAYS = ["AimEnabled", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"];

/** How Chromium is started for tests: it plays sound without a gesture and without a sound card; as root it has no sandbox. */
export const CHROMIUM_ARGS: string[] = [
  "--no-sandbox",
  "--autoplay-policy=no-user-gesture-required",
  `--disable-features=${[...OWN_PAGES, ...CALLS_AND_DELAYS].join()}`,
];

/** The same, with a microphone that hears a beep a second and needs no permission. */
export const CHROMIUM_WITH_MICROPHONE_ARGS: string[] = [...CHROMIUM_ARGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
