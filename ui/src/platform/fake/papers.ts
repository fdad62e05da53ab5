import type {
  Letterhead,
  LetterheadState,
  PaperBrief,
  PaperContent,
  PaperKind,
  PaperOrigin,
  WireError,
} from "../bindings";
import { accepted } from "./accepted";
import type { Answers, World } from "./fake";
import { pdfOf } from "./pdf";
import { uuid } from "./people";

/** What the invented clinic keeps of its papers. */
export interface PapersKept {
  papers: PaperBrief[];
  letterhead: LetterheadState;
}

const KEPT = new WeakMap<World, PapersKept>();

/** The papers and the letterhead of the invented clinic; tests may change them. */
export function papersOf(world: World): PapersKept {
  const known = KEPT.get(world);
  if (known) return known;
  const made: PapersKept = {
    papers: [
      {
        id: uuid(0x31, 1),
        patient: uuid(1, 0),
        kind: "invoice",
        origin: "vendor",
        name: "factura-CRD-1042-craciun-maria.pdf",
        made_at: new Date(world.now.getTime() - 3_600_000).toISOString(),
        bytes: 48_211,
      },
    ],
    letterhead: {
      letterhead: {
        name: "Clinica Exemplu SRL",
        address: ["Str. Florilor 12", "Cluj-Napoca"],
        tax_numbers: ["CUI RO00000000"],
        bank: [],
        contact: ["0264 000 000"],
        footer: "",
        exemption: "",
        country: "ro",
        logo: null,
      },
      templates: [],
    },
  };
  KEPT.set(world, made);
  return made;
}

/** Keeps a paper and answers it. */
export function keepPaper(
  world: World,
  of: { patient: string | null; kind: PaperKind; origin: PaperOrigin; name: string },
): PaperBrief {
  const kept = papersOf(world);
  const same = kept.papers.find(({ name }) => name === of.name);
  if (same) return same;
  const brief = {
    ...of,
    id: uuid(0x31, kept.papers.length + 1),
    made_at: world.now.toISOString(),
    bytes: 21_400,
  };
  kept.papers.push(brief);
  return brief;
}

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

/** A PDF as the desk answers it. */
export function contentOf(name: string, ...pages: string[][]): PaperContent {
  return { name, media_type: "application/pdf", base64: pdfOf(...pages) };
}

const MOST_LOGO = 512 * 1024;

function checked(letterhead: Letterhead): Letterhead {
  if (letterhead.name.trim() === "") fail("invalid-field", { field: "name", reason: "missing" });
  if (letterhead.logo && letterhead.logo.length * 0.75 > MOST_LOGO)
    fail("invalid-field", { field: "logo", reason: "too-long" });
  return letterhead;
}

const paper = (world: World, id: string) =>
  papersOf(world).papers.find((each) => each.id === id)?.name ?? "paper.pdf";

/** Papers, the letterhead, and documents at the vendors. */
export const paperAnswers: Partial<Answers> = {
  papers: (world, { id }) => papersOf(world).papers.filter(({ patient }) => patient === id),
  paper_preview: (world, { id }) => contentOf(paper(world, id), [paper(world, id), "Page one"], ["Page two"]),
  paper_open: (world, { id }) => ({ name: paper(world, id) }),
  paper_save: (world, { id }) => ({ name: paper(world, id) }),
  paper_print: (world, { id }) => ({ name: paper(world, id) }),
  patient_document_save: (_, { id }) => ({
    name: id === uuid(8, 1) ? "consenso-igiene.pdf" : "Radiografia panoramica.jpg",
  }),
  document_file: (world, { intent }) => accepted(world, intent),
  document_file_pdf: (world, { intent }) => accepted(world, intent),
  letterhead: (world) => papersOf(world).letterhead,
  letterhead_set: (world, letterhead) => {
    const kept = papersOf(world);
    kept.letterhead = { ...kept.letterhead, letterhead: structuredClone(checked(letterhead)) };
    return kept.letterhead;
  },
  letterhead_preview: (_, { letterhead, document, language }) =>
    contentOf(`${document}.pdf`, [
      letterhead.name,
      ...letterhead.address,
      ...letterhead.tax_numbers,
      `${document} (${language})`,
      letterhead.footer,
    ]),
  template_set: (world, { document, template }) => {
    const kept = papersOf(world);
    if (template !== null && !template.includes("#"))
      fail("template-refused", { line: "3", message: "expected expression" });
    const others = kept.letterhead.templates.filter((each) => each.document !== document);
    kept.letterhead = {
      ...kept.letterhead,
      templates: template === null ? others : [...others, { document, set_at: world.now.toISOString() }],
    };
    return kept.letterhead;
  },
};
