import type {
  FieldProblem,
  LabAttachment,
  LabEvent,
  LabFact,
  LabForm,
  LabProcedure,
  LabSample,
} from "../../platform/bindings";

/** The lists of a form. */
export type ListName = "procedures" | "samples" | "attachments" | "clinical_data";

/** A row with nothing in it, as a list's button adds one. */
export const BLANK: { procedures: LabProcedure; samples: LabSample; clinical_data: LabFact } = {
  procedures: { code: "", name: "" },
  samples: { code: "", material: "", collected_at: null },
  clinical_data: { name: "", value: "" },
};

/** The parts of a form that a person changes for each reason to send one; the others go as they were last sent. */
export const PARTS: Record<LabEvent, readonly Part[]> = {
  created: ["patient", "procedures", "samples", "requester", "attachments", "clinical_data"],
  exams_changed: ["procedures", "samples"],
  details_changed: ["attachments", "clinical_data"],
  cancelled: [],
  blocked: [],
};

/** A section of the form. */
export type Part = "patient" | "requester" | ListName;

/** Most bytes the files of an order may have together (the desk's own limit): they travel inside the message. */
export const ATTACHMENT_BYTES = 10 * 1024 * 1024;

// How much of a file's text goes into the preview while one types: enough to see what it is.
const SHOWN_OF_FILE = 60;

function isBlank(row: object): boolean {
  return Object.values(row).every((value) => value === null || String(value).trim() === "");
}

function placesOf(rows: readonly object[]): number[] {
  return rows.flatMap((row, place) => (isBlank(row) ? [] : [place]));
}

/** A form as it goes to the desk, and where its rows stand on the screen. */
export interface Cleaned {
  form: LabForm;
  rows: Record<ListName, number[]>;
}

/** Leaves out the rows in which nothing stands. */
export function cleaned(form: LabForm): Cleaned {
  const of = (name: ListName) => placesOf(form[name]);
  return {
    form: {
      ...form,
      procedures: form.procedures.filter((row) => !isBlank(row)),
      samples: form.samples.filter((row) => !isBlank(row)),
      attachments: form.attachments.filter((row) => !isBlank(row)),
      clinical_data: form.clinical_data.filter((row) => !isBlank(row)),
    },
    rows: {
      procedures: of("procedures"),
      samples: of("samples"),
      attachments: of("attachments"),
      clinical_data: of("clinical_data"),
    },
  };
}

function cutShort(file: LabAttachment): LabAttachment {
  return { ...file, base64: file.base64.slice(0, SHOWN_OF_FILE) };
}

/** The same form with its files cut short: a check while typing need not carry megabytes. */
export function light(form: LabForm): LabForm {
  return { ...form, attachments: form.attachments.map(cutShort) };
}

/** Where a problem stands on the screen: the desk counts only rows in which something stands. */
export function onScreen({ field, reason }: FieldProblem, rows: Cleaned["rows"]): FieldProblem {
  const [name = "", index, ...rest] = field.split(".");
  const places = rows[name as ListName];
  if (!places || index === undefined) return { field, reason };
  return { field: [name, places[Number(index)] ?? index, ...rest].join("."), reason };
}
