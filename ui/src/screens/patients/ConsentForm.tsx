/** Stands in until the consent form is drawn. */
export function ConsentForm(_: { record: string; name: string; birthDate: string | null }) {
  return null;
}
