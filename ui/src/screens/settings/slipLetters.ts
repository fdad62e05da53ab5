/** The most letters before the numbers of slips. */
const MOST = 10;

/** What stands before the numbers of a desk's slips, by its name (`Recepție 1` is `REC1`), as the desk itself makes it. */
export function slipLetters(name: string): string {
  const words = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  return words
    .map((word) => word.replace(/\d/g, "").slice(0, 3) + word.replace(/\D/g, ""))
    .join("")
    .slice(0, MOST);
}
