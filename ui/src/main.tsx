import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./design/base.css";
import { choosePlatform } from "./platform/choose";
import { newQueryClient } from "./platform/desk";

const root = document.getElementById("root");
if (root) {
  const { platform, clock } = await choosePlatform();
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} client={newQueryClient()} {...(clock ? { clock } : {})} />
    </StrictMode>,
  );
}
