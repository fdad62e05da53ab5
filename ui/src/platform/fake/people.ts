import type { PatientHit, Source, WireError } from "../bindings";
import type { Answers } from "./fake";

/** The one account of the invented clinic. */
export const CONNECTION = "00000000-0000-4000-8000-000000000001";
/** How the clinic calls it. */
export const CONNECTION_NAME = "MedSoft";

/** A stable id in the shape of the core's. */
export function uuid(kind: number, index: number): string {
  return `00000000-0000-4000-${(0x8000 + kind).toString(16)}-${index.toString(16).padStart(12, "0")}`;
}

/** What a careless or hostile person can put in a name field. */
export const MARKUP_NAME = "<img src=x onerror=alert(1)>";

const PEOPLE: readonly [name: string, birth: string | null, phone: string | null][] = [
  ["Crăciun Maria", "1965-05-12", "0722 100 201"],
  ["Țuțuianu Ștefan", "1992-03-03", "0744 310 120"],
  ["Popescu Ion", "2004-09-30", "0789 123 456"],
  ["Popescu Ion", "1974-01-31", "0745 990 310"],
  ["Dvořák Jiří", "1980-07-09", "0731 505 050"],
  ["Munteanu Iulia", "1997-02-17", "0766 210 330"],
  ["Kovács Ilona", "1956-06-02", "0740 118 904"],
  ["Băsescu Ana-Maria", "2018-08-21", "0723 777 120"],
  ["Rusu Gabriel", "1985-12-05", "0751 002 118"],
  ["Ionescu-Vlădescu Alexandrina Georgeta", "1949-11-28", "0722 640 118"],
  ["Stănescu Răzvan", "1988-04-14", "0733 909 101"],
  ["Țiriac Smaranda", "2001-10-07", "0787 340 555"],
  ["Dumitrescu Octavian", "1971-02-11", "0744 812 009"],
  ["Matei Elena", "1959-03-19", "0721 445 090"],
  ["Matei Cristian", "1983-06-25", "0721 445 090"],
  ["Niță Bogdan", "1995-01-02", "0762 118 330"],
  ["Șerban Luminița", "1968-09-09", "0755 610 700"],
  ["Popa Andreea", "1990-12-30", "0741 200 340"],
  ["Voicu Nicoleta", "1979-07-16", "0732 118 606"],
  ["Albu Teodora", "2012-05-05", "0746 001 299"],
  [MARKUP_NAME, null, null],
  ["Georgescu Ștefania", "1963-08-08", "0722 909 404"],
  ["Lazăr Mihnea", "1999-11-11", "0770 505 115"],
  ["Petrescu Anca", "1986-10-20", "0744 606 808"],
  ["Enache Doru", "1954-01-15", "0735 119 227"],
  ["Filip Ruxandra", "1993-04-27", "0767 330 440"],
  ["Moldovan Sorin", "1976-06-06", "0788 212 100"],
  ["Zamfir Paula", "2007-02-22", "0729 808 333"],
  ["Chiriac Vlad", "1981-12-12", "0758 404 121"],
  ["Oprea Daniela", "1969-09-01", "0743 222 906"],
];

/** A national id with a right control digit, invented. */
export function invented(index: number): string {
  const body =
    `1${String(70 + (index % 30)).padStart(2, "0")}0${(index % 9) + 1}1${index % 9}40${String(100 + index)}`.slice(
      0,
      12,
    );
  const weights = "279146358279";
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * Number(weights[place]), 0);
  const control = sum % 11;
  return body + (control === 10 ? "1" : String(control));
}

/** Where an invented person is known. */
export function sourceOf(index: number, sent = true): Source {
  return {
    record: uuid(2, index),
    connection: CONNECTION,
    connection_name: CONNECTION_NAME,
    vendor: "medsoft",
    vendor_id: sent ? String(2290 + index) : null,
  };
}

/** The people of the invented clinic. */
export function people(checkedAt: string): PatientHit[] {
  return PEOPLE.map(([name, birth, phone], index) => ({
    id: uuid(1, index),
    name,
    birth_date: birth,
    phone,
    email: phone
      ? `${name
          .split(/[ -]/)[0]
          ?.normalize("NFD")
          .replace(/[^a-zA-Z]/g, "")
          .toLowerCase()}${index}@example.ro`
      : null,
    national_id: birth ? invented(index) : null,
    sources: [sourceOf(index)],
    next_visit: null,
    appointments_checked_at: index % 7 === 6 ? null : checkedAt,
    gone: false,
    pending: false,
  }));
}

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

/** What the desk answers of whom it is to forget. */
export const peopleAnswers: Partial<Answers> = {
  patient_erase: (world, { id }) => {
    if (world.people.every((each) => each.id !== id)) fail("not-found");
    const open = world.entries.filter(({ patient }) => patient === id).length;
    if (open > 0) fail("unsent-work", { count: String(open) });
    world.people = world.people.filter((each) => each.id !== id);
    for (const [day, rows] of world.days)
      world.days.set(
        day,
        rows.filter(({ patient }) => patient.id !== id),
      );
    return {};
  },
};
