import { expect, it } from "vitest";
import { LOGO_BYTES, letterheadOf, logoProblem, pictureType, typedOf } from "./letterhead";

const LETTERHEAD = {
  name: "Clinica Exemplu SRL",
  address: ["Str. Florilor 12", "Cluj-Napoca"],
  tax_numbers: ["CUI RO00000000"],
  bank: [],
  contact: ["0264 000 000"],
  footer: "",
  exemption: "",
  country: "ro" as const,
  logo: null,
};

it("goes through the form unchanged, without empty lines", () => {
  expect(letterheadOf(typedOf(LETTERHEAD))).toEqual(LETTERHEAD);
  expect(letterheadOf({ ...typedOf(LETTERHEAD), address: " Str. A 1 \n\n Cluj \n" }).address).toEqual([
    "Str. A 1",
    "Cluj",
  ]);
});

it("knows pictures by what is in them, not by their name", () => {
  const svg = btoa('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>');
  expect(pictureType(svg)).toBe("image/svg+xml");
  expect(pictureType(btoa("\x89PNG\r\n\x1a\n and more"))).toBe("image/png");
  expect(pictureType(btoa("\xff\xd8\xff\xe0 and more"))).toBe("image/jpeg");
  expect(pictureType(btoa("GIF89a"))).toBeNull();
  expect(logoProblem(10, btoa("GIF89a"))).toBe("no-picture");
  expect(logoProblem(LOGO_BYTES + 1, svg)).toBe("too-large");
  expect(logoProblem(100, svg)).toBeNull();
});
