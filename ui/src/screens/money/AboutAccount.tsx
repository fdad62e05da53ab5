import type { ReactNode } from "react";
import { WordsAbout, useText } from "../../text/text";

/** Words about money of one account: with the clinic's name of it, and with nobody's where it is of no single one. */
export function AboutAccount({ account, children }: { account: string | null; children: ReactNode }) {
  const { t } = useText();
  return <WordsAbout name={account ?? t("money-some-account")}>{children}</WordsAbout>;
}
