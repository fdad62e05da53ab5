// Adds to a package-lock.json the packages for other systems that npm forgot. npm writes down only those it
// could look up when it wrote the file, and `npm ci` then refuses the file, on every system.
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const [file] = process.argv.slice(2);
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = {};
for (const entry of Object.values(lock.packages)) {
  for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (place in lock.packages) continue;
    // Such packages say in their name what they are for, and are wanted in exactly one version.
    const words = name.split("/").pop().split("-");
    const os = systems.filter((system) => words.includes(system));
    const cpu = processors.filter((processor) => words.includes(processor));
    if (!/^\d+\.\d+\.\d+/.test(wanted) || os.length !== 1 || cpu.length !== 1) {
      throw new Error(`${file}: ${name}@${wanted} is missing and does not say what it is for`);
    }
    const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : ["glibc"];
    added[place] = {
      version: wanted,
      cpu,
      ...(entry.dev ? { dev: true } : {}),
      ...(os[0] === "linux" ? { libc } : {}),
      optional: true,
      os,
    };
  }
}
const packages = Object.entries({ ...lock.packages, ...added });
packages.sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(packages);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${file}: ${Object.keys(added).length} added`);
