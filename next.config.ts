import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["better-sqlite3", "file-type", "pg", "pino"],
  typescript: { ignoreBuildErrors: true },
  typedRoutes: true,
};

export default config;
