import type { MetadataRoute } from "next";
import { PRODUCT } from "@/lib/product";
import { LIGHT_COLORS } from "@/lib/theme/theme";

/** What a device that keeps the app among its others shows of it. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: PRODUCT.name,
    short_name: PRODUCT.name,
    description: PRODUCT.description,
    start_url: "/",
    display: "standalone",
    background_color: LIGHT_COLORS.canvas,
    theme_color: LIGHT_COLORS.canvas,
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon", sizes: "180x180", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "Text to speech", url: "/" },
      { name: "Speech to text", url: "/transcribe" },
    ],
  };
}
