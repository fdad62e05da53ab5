import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Connection, Vendor } from "../src/platform/bindings";
import type { CommandName, AnswerOf, RequestOf } from "../src/platform/platform";

/** The accounts of the invented clinics: what each vendor's form asks, by the names of its fields. */
export type Accounts = Record<Vendor, Record<string, string>>;

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
    readonly accounts: Accounts,
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
    const said = JSON.parse(line) as { url: string; vendor: Accounts; vendor_admin: string };
    return new Devhost(child, said.url, said.vendor, said.vendor_admin);
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

  /** The files that were saved or opened so far, oldest first. */
  async files(): Promise<string[]> {
    const { origin, hash } = new URL(this.url);
    const response = await fetch(`${origin}/files`, {
      headers: { "X-Frontdesk-Token": hash.replace("#token=", "") },
    });
    return (await response.json()) as string[];
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

  /** Connects the desk to a vendor, as the pages do. */
  async connect(vendor: Vendor = "medsoft", name = "MedSoft"): Promise<Connection> {
    const forms = await this.call("account_forms", {});
    const fields = forms.find((form) => form.vendor === vendor)?.fields ?? [];
    const account = this.accounts[vendor];
    const known = (secret: boolean) =>
      Object.fromEntries(
        fields
          .filter((field) => (field.kind === "secret") === secret && field.name !== "base_url")
          .flatMap(({ name: field }) =>
            account[field] === undefined ? [] : [[field, String(account[field])]],
          ),
      );
    const base_url = account["base_url"] ?? "";
    return this.call("connection_add", {
      name,
      vendor,
      base_url,
      details: known(false),
      secrets: known(true),
      paths: {},
    });
  }

  /** Waits until the first fill has read every patient. */
  async filled(): Promise<void> {
    for (;;) {
      const { connections } = await this.call("app_state", {});
      const read = connections.filter(({ can }) => can.includes("patients")).map(({ id }) => id);
      const states = (await this.call("sync_state", {})).filter((state) => read.includes(state.connection));
      if (states.length > 0 && states.every((state) => state.complete)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
