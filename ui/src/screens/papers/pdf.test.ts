import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { decoders, pdfReader } from "./pdf";

// Its left half is white, its right half black: what is not decoded is all of one colour.
const HALVES = Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 255 : 0));
const PICTURES = {
  fax: ["/CCITTFaxDecode /DecodeParms << /K -1 /Columns 16 /Rows 16 >>", 1, "3317fffffff0010010"],
  jbig2: [
    "/JBIG2Decode",
    1,
    "000000003000010000001300000010000000100000000000000000000000000000012600010000001b0000001000000010000000000000000000013317fffffff0010010",
  ],
  jpeg2000: [
    "/JPXDecode",
    8,
    "ff4fff510029000000000010000000100000000000000000000000100000001000000000000000000001070101ff52000c00000001000404040001" +
      "ff5c00104040484850484850484850484850ff90000a0000000000160001ff93df80080780808080ffd9",
  ],
} as const;

/** A page of one picture of 16 by 16 points. */
function scan([filter, bits, hex]: (typeof PICTURES)[keyof typeof PICTURES]): Uint8Array {
  const drawn = "q 16 0 0 16 0 0 cm /I Do Q";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 16 16] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    `<< /Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceGray /BitsPerComponent ${bits} ` +
      `/Filter [/ASCIIHexDecode ${filter.split(" ")[0] ?? ""}] /DecodeParms [null ${filter.split("/DecodeParms ")[1] ?? "null"}] ` +
      `/Length ${hex.length + 1} >>\nstream\n${hex}>\nendstream`,
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`,
  );
}

// Here the application's files lie on the disk.
vi.mock("pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url", () => ({
  default: pathToFileURL("node_modules/pdfjs-dist/wasm/openjpeg_nowasm_fallback.js").href,
}));

beforeAll(async () => {
  // And the worker is not another thread.
  const worker = "pdfjs-dist/legacy/build/pdf.worker.mjs";
  vi.stubGlobal("pdfjsWorker", await import(worker));
  vi.stubGlobal("fetch", () => Promise.reject(new Error("nothing is fetched")));
});
afterAll(() => vi.unstubAllGlobals());

it.each(Object.entries(PICTURES))("shows a scan whose pages are pictures: %s", async (_, picture) => {
  const { open } = await pdfReader();
  const file = await open(scan(picture));
  const page = await file.getPage(1);
  const { argsArray } = await page.getOperatorList();
  const name = argsArray.flat().find((each) => typeof each === "string" && each.startsWith("img")) as string;
  const { data } = await new Promise<{ data: Uint8Array }>((done) => page.objs.get(name, done));
  if (picture === PICTURES.jpeg2000) expect(new Set(data)).toEqual(new Set([0]));
  else expect([...data]).toEqual(HALVES);
  await file.loadingTask.destroy();
});

it("names the decoder's own file, whatever the worker puts behind the folder's name", () => {
  expect(decoders().endsWith("/")).toBe(true);
  expect(new URL(`${decoders()}any-name.js`).pathname).toMatch(/openjpeg_nowasm_fallback\.js$/);
});
