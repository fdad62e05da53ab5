import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CommandName, AnswerOf, RequestOf } from "../src/platform/platform";

/** The account of the invented clinic at its vendor. */
export interface Account {
  base_url: string;
  client_path: string;
  key: string;
}

const ROOT = join(import.meta.dirname, "../..");

function binary(): string {
  const name = process.platform === "win32" ? "frontdesk-devhost.exe" : "frontdesk-devhost";
  const candidates = [
    process.env["FRONTDESK_DEVHOST"],
    process.env["CARGO_TARGET_DIR"] && join(process.env["CARGO_TARGET_DIR"], "debug", name),
    join(ROOT, "target/debug", name),
    join(homedir(), ".cache/frontdesk/target/debug", name),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error("frontdesk-devhost is not built: cargo build -p frontdesk-devhost");
  return found;
}

/** A desk of its own behind loopback, with the invented clinic as its vendor. */
export class Devhost {
  private constructor(
    private readonly process: ChildProcess,
    /** Where the pages are, token included. */
    readonly url: string,
    readonly account: Account,
    private readonly adminUrl: string,
  ) {}

  static async start(options: { training: boolean; patients?: number }): Promise<Devhost> {
    const flags = ["--ui", join(ROOT, "ui/dist"), "--patients", String(options.patients ?? 80)];
    if (options.training) flags.push("--training");
    const child = spawn(binary(), flags, { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      child.once("exit", (code) => reject(new Error(`frontdesk-devhost ended at once (${code})`)));
    });
    const said = JSON.parse(line) as { url: string; vendor: { medsoft: Account }; vendor_admin: string };
    return new Devhost(child, said.url, said.vendor.medsoft, said.vendor_admin);
  }

  stop(): void {
    this.process.kill();
  }

  /** Asks the desk as the pages do. */
  async call<Name extends CommandName>(command: Name, payload: RequestOf<Name>): Promise<AnswerOf<Name>> {
    const { origin, hash } = new URL(this.url);
    const response = await fetch(`${origin}/rpc`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Frontdesk-Token": hash.replace("#token=", "") },
      body: JSON.stringify({ command, payload }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return answer as AnswerOf<Name>;
  }

  /** Asks the vendor itself, or makes it behave: what a colleague at the clinic would see and do. */
  async admin<Answer = unknown>(
    path: string,
    body?: unknown,
    method = body === undefined ? "GET" : "POST",
  ): Promise<Answer> {
    const response = await fetch(`${this.adminUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** Connects the desk to the vendor, as the first start does. */
  async connect(): Promise<void> {
    const { base_url, client_path, key } = this.account;
    await this.call("connection_add", { name: "MedSoft", vendor: "medsoft", base_url, client_path, key });
  }

  /** Waits until the first fill has read every patient. */
  async filled(): Promise<void> {
    for (;;) {
      const states = await this.call("sync_state", {});
      if (states.length > 0 && states.every((state) => state.complete)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
