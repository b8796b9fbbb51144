import type { MetadataRoute } from "next";

/** The pages say for themselves whether they may be listed; what programs call is not for reading. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: ["/api/", "/local-engine/"] } };
}
