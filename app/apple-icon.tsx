import { ImageResponse } from "next/og";
import { LIGHT_COLORS } from "@/lib/theme/theme";

export const size = { width: 180, height: 180 };
export const contentType = "image/png";

/** The icon of app/icon.svg to the edges: devices cut its corners themselves. */
export default function AppleIcon() {
  return new ImageResponse(
    <div style={{ width: "100%", height: "100%", display: "flex", alignItems: "center", justifyContent: "center", backgroundColor: LIGHT_COLORS.accent }}>
      <svg width={144} height={144} viewBox="0 0 32 32" fill="none">
        <path d="M7 14v4M11.5 10v12M16 6v20M20.5 11v10M25 14v4" stroke="#ffffff" strokeWidth={2.5} strokeLinecap="round" />
      </svg>
    </div>,
    size,
  );
}
