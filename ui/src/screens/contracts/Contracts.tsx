import { useText } from "../../text/text";

/** Contracts. */
export function Contracts() {
  const { t } = useText();
  return <h1>{t("nav-contracts")}</h1>;
}
