import { useText } from "../../text/text";

/** Video. */
export function Video() {
  const { t } = useText();
  return <h1>{t("nav-video")}</h1>;
}
