import { useText } from "../../text/text";

/** Lab. */
export function Lab() {
  const { t } = useText();
  return <h1>{t("nav-lab")}</h1>;
}
