import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  base: "./",
  // The catalogues stand beside ui/, shared with the Rust side.
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: {
    outDir: "dist",
    target: ["chrome111", "safari16.4"],
    // The page policy allows fonts and images from the application only, not from data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
});
